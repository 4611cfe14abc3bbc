import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pino } from "pino";
import { fetchParcel } from "../../../executor/parcels/fetch.ts";
import { serveParcels } from "../../../executor/parcels/serve.ts";
import { digestOf, keepWord, type Packed, parcelFile } from "../../../executor/parcels/spool.ts";
import type { Parcel } from "../../../protocol/parcel.ts";
import { freshId } from "../../support/bot.ts";
import { throwAwayFolder } from "../../support/folder.ts";
import { startRedis, type ThrowAwayRedis } from "../../support/redis.ts";
import { type Party, party } from "../../unit/protocol/parties.ts";

/** A host that has packed parcels, one that fetches them, another host, and the Redis between them. */
export interface Carriers {
  readonly redis: ThrowAwayRedis;
  readonly packer: Party;
  readonly home: Party;
  readonly other: Party;
  /** Why somebody who came for a parcel was sent away. */
  readonly refusals: readonly string[];
  /** Packs some bytes for `home`. */
  readonly pack: (content: Buffer, changes?: Partial<Packed>) => Promise<Parcel>;
  /** Fetches a parcel at `home`, and gives its content. */
  readonly fetch: (parcel: Parcel, options?: { patienceMs?: number; signal?: AbortSignal }) => Promise<Buffer>;
  /** Everything that was written to Redis so far, as whoever watches it sees it. */
  readonly seen: readonly string[];
  readonly stop: () => Promise<void>;
}

export async function startCarriers(): Promise<Carriers> {
  const [redis, folder, packer, home, other] = await Promise.all([
    startRedis(),
    throwAwayFolder(),
    party("bak1", "executor"),
    party("vm1", "executor"),
    party("gpu1", "executor"),
  ]);
  const trust = new Map([packer, home, other].map(({ peer }) => [peer.id, peer]));
  const refusals: string[] = [];
  const seen: string[] = [];
  const monitor = await redis.client.monitor();
  monitor.on("monitor", (_: unknown, said: readonly string[]) => seen.push(said.join(" ")));
  const stopServing = serveParcels({
    ...{ redis: redis.client.duplicate(), host: "bak1", state: folder.path, own: packer.own, trust, now: Date.now },
    audit: { writeThrottled: (_, entry) => void refusals.push(String(entry["reason"])) },
    log: pino({ level: "silent" }),
  });
  return {
    ...{ redis, packer, home, other, refusals, seen },
    pack: async (content, changes = {}) => {
      const grant = changes.grant ?? freshId();
      const path = parcelFile(folder.path, grant);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content);
      const about = { from: "bak1", to: home.own.id, person: { name: "alice", uid: 5001 }, path: "a", at: 0 };
      const sums = { files: 1, bytes: content.length, skipped: 0, size: content.length, digest: await digestOf(path) };
      const packed: Packed = { iat: Date.now(), grant, ...about, ...sums, ...changes };
      await keepWord(folder.path, packed);
      return { iss: packer.own.id, ...packed };
    },
    fetch: async (parcel, { patienceMs = 10_000, signal = new AbortController().signal } = {}) => {
      const connection = redis.client.duplicate();
      const into = join(folder.path, randomBytes(6).toString("hex"));
      const parts = { redis: connection, own: home.own, trust, now: Date.now, signal, patienceMs };
      try {
        await fetchParcel(parts, parcel, packer.peer, into);
        return await readFile(into);
      } finally {
        connection.disconnect();
      }
    },
    stop: async () => {
      monitor.disconnect();
      await stopServing();
      await redis.remove();
      await folder.remove();
    },
  };
}
