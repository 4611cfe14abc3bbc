import { mkdir, readdir, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  keepWord,
  listHeld,
  makePlace,
  type Packed,
  packedFor,
  sweepParcels,
} from "../../../executor/parcels/spool.ts";
import { parcelLifeMs } from "../../../protocol/parcel.ts";
import { freshId } from "../../support/bot.ts";
import { throwAwayFolder } from "../../support/folder.ts";

let folder: Awaited<ReturnType<typeof throwAwayFolder>>;
beforeEach(async () => {
  folder = await throwAwayFolder();
});
afterEach(() => folder.remove());

const now = Date.parse("2026-11-30T01:00:00Z");
const packed = (iat: number, grant = freshId()): Packed => ({
  ...{ iat, grant, from: "bak1", to: "key", person: { name: "alice", uid: 5001 }, path: "a", at: 0 },
  ...{ files: 1, bytes: 3, skipped: 0, size: 3, digest: "0".repeat(64) },
});
async function put(parcel: Packed): Promise<string> {
  await makePlace(folder.path, parcel.grant);
  await writeFile(join(folder.path, "parcels", parcel.grant, "parcel.tar"), "abc");
  await keepWord(folder.path, parcel);
  return parcel.grant;
}

test("a parcel is there once its word is, and is made anew without what was there", async () => {
  const parcel = packed(now);
  await makePlace(folder.path, parcel.grant);
  expect(await packedFor(folder.path, parcel.grant)).toBeUndefined();
  await put(parcel);
  expect(await packedFor(folder.path, parcel.grant)).toEqual(parcel);
  expect(await listHeld(folder.path)).toEqual([{ packed: parcel, size: 3 }]);
  await makePlace(folder.path, parcel.grant);
  expect(await listHeld(folder.path)).toEqual([{ packed: undefined, size: 0 }]);
});

test("one that nobody came for is thrown away by its age, also after the clock was set", async () => {
  const kept = await put(packed(now - parcelLifeMs));
  await put(packed(now - parcelLifeMs - 1));
  await put(packed(now + parcelLifeMs + 1));
  await sweepParcels(folder.path, now);
  expect(await readdir(join(folder.path, "parcels"))).toEqual([kept]);
});

test("what a job has left is thrown away once none can still be at it, and what is not ours stays", async () => {
  const [fresh, old] = [freshId(), freshId()];
  for (const grant of [fresh, old]) await makePlace(folder.path, grant);
  const seconds = now / 1_000;
  await utimes(join(folder.path, "parcels", fresh), seconds - 3_600, seconds - 3_600);
  await utimes(join(folder.path, "parcels", old), seconds - 7_201, seconds - 7_201);
  await mkdir(join(folder.path, "parcels", "lost+found"));
  await sweepParcels(folder.path, now);
  expect((await readdir(join(folder.path, "parcels"))).sort()).toEqual([fresh, "lost+found"].sort());
});
