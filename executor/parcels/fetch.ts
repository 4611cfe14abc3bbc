import { createHash } from "node:crypto";
import { type FileHandle, open as openFile } from "node:fs/promises";
import type { Redis } from "ioredis";
import { parcelAsksKey, parcelPiecesKey } from "../../protocol/doorbell.ts";
import { EnvelopeError, open, seal } from "../../protocol/envelope.ts";
import type { OwnKeys, PeerKeys } from "../../protocol/keys.ts";
import type { Parcel } from "../../protocol/parcel.ts";
import { mostPieces, type ParcelAsk, parcelPieceSchema, pieceBytes, piecesOf } from "../../protocol/parcel-pieces.ts";
import type { Trust } from "../../protocol/trust.ts";
import { isWrongType } from "../redis.ts";
import { StepFailure } from "../runner.ts";

export interface FetchParts {
  /** A connection of its own: it blocks. */
  readonly redis: Redis;
  readonly own: OwnKeys;
  readonly trust: Trust;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly signal: AbortSignal;
  /** How long nothing at all may come before it is given up, in milliseconds. */
  readonly patienceMs: number;
}

/** Pieces that have not come by then are asked for again, in milliseconds. */
const askAgainMs = 3_000;

/**
 * Fetches a parcel into a file, piece by piece: those that are lost are asked for again. What is not sealed to us and
 * signed by the executor that packed it is passed over, and the whole has to have the digest that it signed.
 * @throws StepFailure backup.parcel_lost where nothing comes any more, backup.parcel_broken where it is another one
 */
export async function fetchParcel(parts: FetchParts, parcel: Parcel, packer: PeerKeys, path: string): Promise<void> {
  const { signal, patienceMs } = parts;
  const total = piecesOf(parcel.size);
  const hash = createHash("sha256");
  const file = await openFile(path, "w", 0o600);
  try {
    let heardAt = performance.now();
    for (let have = 0, turn = 1; have < total; turn += 1) {
      signal.throwIfAborted();
      const count = Math.min(mostPieces, total - have);
      await ask(parts, packer, { grant: parcel.grant, turn, from: have, count });
      const came = await gather(parts, parcel, packer, { from: have, count });
      await write(file, hash, came);
      have += came.length;
      if (came.length > 0) heardAt = performance.now();
      else if (performance.now() - heardAt > patienceMs)
        throw new StepFailure("backup.parcel_lost", `${parcel.from} gives no more of it`);
    }
    if (hash.digest("hex") !== parcel.digest)
      throw new StepFailure("backup.parcel_broken", "it is not what was packed");
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Says that a parcel is not needed any more. If that is lost, it is thrown away by its age. */
export const dismissParcel = (parts: Omit<FetchParts, "signal" | "patienceMs">, grant: string, packer: PeerKeys) =>
  ask(parts, packer, { grant, turn: Number.MAX_SAFE_INTEGER, from: 0, count: 0 });

async function ask(
  { redis, own, now }: Pick<FetchParts, "redis" | "own" | "now">,
  packer: PeerKeys,
  what: Pick<ParcelAsk, "grant" | "turn" | "from" | "count">,
): Promise<void> {
  const said: ParcelAsk = { iss: own.id, aud: packer.id, iat: Math.floor(now() / 1_000), ...what };
  const key = parcelAsksKey(packer.name);
  try {
    await redis.rpush(key, await seal("shisa-parcel-ask", said, own, packer));
    // A host that is away finds few of them.
    await redis.ltrim(key, -100, -1);
  } catch (error) {
    if (!isWrongType(error)) throw error;
    await redis.del(key);
  }
}

/** The next pieces in order, as many as have come in time. */
async function gather(
  parts: FetchParts,
  parcel: Parcel,
  packer: PeerKeys,
  { from, count }: Pick<ParcelAsk, "from" | "count">,
): Promise<Buffer[]> {
  const found = new Map<number, Buffer>();
  const until = performance.now() + askAgainMs;
  while (found.size < count && performance.now() < until && !parts.signal.aborted)
    for (const envelope of await pop(parts.redis, parcelPiecesKey(parcel.grant))) {
      const piece = await readPiece(parts, packer, envelope);
      if (piece?.grant === parcel.grant && piece.index >= from && piece.index < from + count)
        found.set(piece.index, Buffer.from(piece.data, "base64"));
    }
  const inOrder: Buffer[] = [];
  for (let index = from; found.has(index); index += 1) {
    const data = found.get(index) ?? Buffer.alloc(0);
    if (data.length !== Math.min(pieceBytes, parcel.size - index * pieceBytes)) break;
    inOrder.push(data);
  }
  return inOrder;
}

async function pop(redis: Redis, key: string): Promise<string[]> {
  try {
    const popped = await redis.blmpop(1, 1, key, "LEFT", "COUNT", mostPieces);
    return (popped?.[1] ?? []).map(String);
  } catch (error) {
    if (!isWrongType(error)) throw error;
    await redis.del(key);
    return [];
  }
}

async function readPiece({ own, trust, now }: FetchParts, packer: PeerKeys, text: string) {
  try {
    const expected = {
      type: "shisa-parcel-piece",
      schema: parcelPieceSchema,
      trust,
      role: "executor",
      now: now(),
    } as const;
    const { message, peer } = await open(text, own, expected);
    return peer.id === packer.id ? message : undefined;
  } catch (error) {
    if (error instanceof EnvelopeError) return undefined;
    throw error;
  }
}

async function write(file: FileHandle, hash: ReturnType<typeof createHash>, pieces: readonly Buffer[]): Promise<void> {
  for (const piece of pieces) {
    await file.appendFile(piece).catch((cause: NodeJS.ErrnoException) => {
      throw cause.code === "ENOSPC" ? new StepFailure("backup.host_full", cause.message, { cause }) : cause;
    });
    hash.update(piece);
  }
}
