import { open as openFile } from "node:fs/promises";
import type { Redis } from "ioredis";
import { parcelAsksKey, parcelPiecesKey } from "../../protocol/doorbell.ts";
import { EnvelopeError, open, seal } from "../../protocol/envelope.ts";
import type { OwnKeys, PeerKeys } from "../../protocol/keys.ts";
import { clockToleranceSeconds } from "../../protocol/messages.ts";
import {
  type ParcelAsk,
  type ParcelPiece,
  parcelAskSchema,
  pieceBytes,
  piecesOf,
} from "../../protocol/parcel-pieces.ts";
import type { Trust } from "../../protocol/trust.ts";
import type { Audit } from "../audit.ts";
import type { Logger } from "../log.ts";
import { isWrongType } from "../redis.ts";
import { type Packed, packedFor, parcelFile, removeParcel } from "./spool.ts";

export interface ServeParts {
  /** A connection of its own: it blocks. */
  readonly redis: Redis;
  readonly host: string;
  readonly state: string;
  readonly own: OwnKeys;
  readonly trust: Trust;
  readonly audit: Pick<Audit, "writeThrottled">;
  readonly now: () => number;
  readonly log: Logger;
}

/** How long one look blocks, in seconds. */
const blockSeconds = 5;
/** Pieces that nobody takes are gone after so many seconds. */
const pieceLifeSeconds = 60;
/** As many pieces as may lie there unread; more is not of our making, and is cleared away. */
const mostUnread = 32;

/**
 * Gives pieces of packed parcels to the executor that each is for, and to no other, when it asks: this host needs no
 * open port, and Redis never holds more of a parcel than was last asked for. Gives what stops it.
 */
export function serveParcels(parts: ServeParts): () => Promise<void> {
  const { redis, host, log } = parts;
  const key = parcelAsksKey(host);
  /** The latest turn of each parcel that was asked for. */
  const turns = new Map<string, number>();
  let isStopped = false;

  async function loop(): Promise<void> {
    while (!isStopped) {
      try {
        const popped = await redis.blmpop(blockSeconds, 1, key, "LEFT", "COUNT", 10);
        for (const envelope of popped?.[1] ?? []) await take(parts, turns, String(envelope));
      } catch (error) {
        if (isStopped) return;
        if (isWrongType(error)) await redis.del(key).catch(() => undefined);
        else log.warn({ err: error }, "listening for who comes for a parcel");
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    }
  }

  const serving = loop();
  return async () => {
    isStopped = true;
    redis.disconnect();
    await serving;
  };
}

async function take(parts: ServeParts, turns: Map<string, number>, text: string): Promise<void> {
  const { own, trust, now, state, audit } = parts;
  try {
    const expected = {
      type: "shisa-parcel-ask",
      schema: parcelAskSchema,
      trust,
      role: "executor",
      now: now(),
    } as const;
    const { message: ask, peer } = await open(text, own, expected);
    const packed = await packedFor(state, ask.grant);
    const refused = whyNot(ask, peer, packed, turns.get(ask.grant) ?? 0, now());
    if (refused !== undefined) throw new EnvelopeError(refused);
    turns.set(ask.grant, ask.turn);
    if (packed !== undefined && ask.count > 0) return await give(parts, ask, peer, packed);
    turns.delete(ask.grant);
    await removeParcel(state, ask.grant);
  } catch (error) {
    if (!(error instanceof EnvelopeError)) throw error;
    audit.writeThrottled(`parcel: ${error.message}`, { what: "parcel.refused", reason: error.message });
  }
}

function whyNot(
  { iat, turn }: ParcelAsk,
  peer: PeerKeys,
  packed: Packed | undefined,
  last: number,
  now: number,
): string | undefined {
  if (packed === undefined) return "there is no such parcel";
  if (packed.to !== peer.id) return "the parcel is for another host";
  if (Math.abs(now / 1_000 - iat) > 2 * clockToleranceSeconds) return "it was asked too long ago";
  return turn > last ? undefined : "it was asked before";
}

async function give(
  { redis, own, state }: ServeParts,
  ask: ParcelAsk,
  peer: PeerKeys,
  { size }: Packed,
): Promise<void> {
  const key = parcelPiecesKey(ask.grant);
  const lying = await redis.llen(key).catch(() => mostUnread + 1);
  if (lying > mostUnread) await redis.del(key);
  const until = Math.min(ask.from + ask.count, piecesOf(size));
  const file = await openFile(parcelFile(state, ask.grant), "r");
  try {
    for (let index = ask.from; index < until; index += 1) {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(pieceBytes), 0, pieceBytes, index * pieceBytes);
      const data = buffer.subarray(0, bytesRead).toString("base64");
      const piece: ParcelPiece = { iss: own.id, aud: peer.id, grant: ask.grant, index, data };
      await redis.rpush(key, await seal("shisa-parcel-piece", piece, own, peer));
      await redis.expire(key, pieceLifeSeconds);
    }
  } finally {
    await file.close();
  }
}
