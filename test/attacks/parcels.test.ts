import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { parcelAsksKey, parcelPiecesKey } from "../../protocol/doorbell.ts";
import { seal } from "../../protocol/envelope.ts";
import { pieceBytes } from "../../protocol/parcel-pieces.ts";
import { waitFor } from "../support/wait.ts";
import { type Carriers, startCarriers } from "./kit/parcels.ts";

// Restored files on their way from host to host, and somebody who reads and writes all of Redis, or has another host.
let carriers: Carriers;
beforeEach(async () => {
  carriers = await startCarriers();
});
afterEach(() => carriers?.stop());

const marked = (size: number): Buffer => Buffer.concat([Buffer.from("the exam"), randomBytes(size)]);
/** An envelope that stands in something that was written to Redis. */
const envelopesIn = (texts: readonly string[], key: string): string[] =>
  texts.filter((text) => text.startsWith(`rpush ${key} `)).map((text) => text.slice(`rpush ${key} `.length));

test("a parcel of many pieces arrives as it was packed, and Redis shows nothing of it and keeps nothing", async () => {
  const content = marked(5 * pieceBytes + 7);
  const parcel = await carriers.pack(content);
  expect((await carriers.fetch(parcel)).equals(content)).toBe(true);
  const all = carriers.seen.join("\n");
  for (const sign of ["the exam", Buffer.from("the exam").toString("base64").slice(0, 10)])
    expect(all).not.toContain(sign);
  expect(await carriers.redis.client.keys("shisa:parcel*")).toEqual([]);
});

test("pieces of another parcel, of a stranger and of nobody are passed over", async () => {
  const { redis, home, other, packer } = carriers;
  const content = randomBytes(pieceBytes + 9);
  const [old, parcel] = [await carriers.pack(marked(pieceBytes)), await carriers.pack(content)];
  await carriers.fetch(old);
  const key = parcelPiecesKey(parcel.grant);
  const forged = { iss: other.own.id, aud: home.own.id, grant: parcel.grant, index: 0, data: "QUFB" };
  await redis.client.rpush(key, ...envelopesIn(carriers.seen, parcelPiecesKey(old.grant)));
  await redis.client.rpush(key, await seal("shisa-parcel-piece", forged, other.own, home.peer));
  const borrowed = await seal("shisa-parcel-piece", { ...forged, iss: packer.own.id }, other.own, home.peer);
  await redis.client.rpush(key, borrowed, "garbage", "{}");
  expect((await carriers.fetch(parcel)).equals(content)).toBe(true);
});

test("a list in whose place something else was put, and pieces that are lost, are asked for again", async () => {
  const { client } = carriers.redis;
  const content = marked(3 * pieceBytes);
  const parcel = await carriers.pack(content);
  await client.set(parcelPiecesKey(parcel.grant), "x");
  await client.set(parcelAsksKey("bak1"), "x");
  const fetching = carriers.fetch(parcel, { patienceMs: 20_000 });
  await waitFor("a first piece to lie there", async () => carriers.seen.some((text) => text.startsWith("rpush")));
  await client.del(parcelPiecesKey(parcel.grant));
  expect((await fetching).equals(content)).toBe(true);
}, 30_000);

test("another host that comes for it, and a question that is put there again, are given nothing", async () => {
  const { redis, home, other, packer, refusals } = carriers;
  const parcel = await carriers.pack(marked(pieceBytes));
  await carriers.fetch(parcel);
  const asks = envelopesIn(carriers.seen, parcelAsksKey("bak1"));
  const iat = Math.floor(Date.now() / 1_000);
  const question = { iss: other.own.id, aud: packer.own.id, iat, grant: parcel.grant, turn: 99, from: 0, count: 1 };
  await redis.client.rpush(
    parcelAsksKey("bak1"),
    ...asks,
    await seal("shisa-parcel-ask", question, other.own, packer.peer),
    await seal("shisa-parcel-ask", { ...question, iss: home.own.id, iat: iat - 600 }, home.own, packer.peer),
  );
  await waitFor("all of them to be sent away", () => refusals.length >= asks.length + 2);
  expect([...new Set(refusals)].sort()).toEqual([
    "it was asked before",
    "it was asked too long ago",
    "the parcel is for another host",
  ]);
  expect(await redis.client.keys("shisa:parcel:*")).toEqual([]);
});

test("content that is not what was signed for is not taken", async () => {
  const parcel = await carriers.pack(marked(100), { digest: "0".repeat(64) });
  await expect(carriers.fetch(parcel)).rejects.toMatchObject({ code: "backup.parcel_broken" });
});

test("a parcel that nobody gives ends the restore in time, and a cancel ends it at once", async () => {
  const parcel = await carriers.pack(marked(100));
  const gone = { ...parcel, grant: `g${"0".repeat(32)}` };
  await expect(carriers.fetch(gone, { patienceMs: 10 })).rejects.toMatchObject({ code: "backup.parcel_lost" });
  const cancel = new AbortController();
  const fetching = carriers.fetch(gone, { signal: cancel.signal });
  cancel.abort(new Error("cancelled"));
  await expect(fetching).rejects.toThrow("cancelled");
}, 20_000);
