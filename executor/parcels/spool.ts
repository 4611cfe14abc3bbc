import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { grantIdSchema } from "../../protocol/ids.ts";
import { type Parcel, parcelLifeMs } from "../../protocol/parcel.ts";
import { replaceFile } from "../files/durable.ts";

/**
 * Parcels that were packed here, or are being fetched, each in a folder of its own that only root can enter. A packed
 * one has its word beside it, which is written last: without it, it is not whole.
 */
const folderOf = (state: string): string => join(state, "parcels");
const placeOf = (state: string, grant: string): string => join(folderOf(state), grantIdSchema.parse(grant));
const wordOf = (state: string, grant: string): string => join(placeOf(state, grant), "parcel.json");

/** Where a grant's parcel is kept. */
export const parcelFile = (state: string, grant: string): string => join(placeOf(state, grant), "parcel.tar");

/** Makes its folder anew; whatever was in it is gone. */
export async function makePlace(state: string, grant: string): Promise<void> {
  await removeParcel(state, grant);
  await mkdir(placeOf(state, grant), { recursive: true, mode: 0o700 });
}

/** A packed parcel without who signs it. */
export type Packed = Omit<Parcel, "iss">;

export async function keepWord(state: string, packed: Packed): Promise<void> {
  const { handle } = await replaceFile(wordOf(state, packed.grant), JSON.stringify(packed));
  await handle.close();
}

/** What was packed for a grant; undefined: nothing whole is there (any more). Times in milliseconds since 1970. */
export async function packedFor(state: string, grant: string): Promise<Packed | undefined> {
  const text = await readFile(wordOf(state, grant), "utf8").catch(() => undefined);
  // Nobody but this program writes there.
  return text === undefined ? undefined : (JSON.parse(text) as Packed);
}

/** Harmless where there is none. */
export const removeParcel = (state: string, grant: string): Promise<void> =>
  rm(placeOf(state, grant), { recursive: true, force: true });

/** One that lies here, whole or not, with its size in bytes. */
export interface Held {
  readonly packed: Packed | undefined;
  readonly size: number;
}

export async function listHeld(state: string): Promise<readonly Held[]> {
  const names = await readdir(folderOf(state)).catch(() => []);
  const grants = names.flatMap((name) => grantIdSchema.safeParse(name).data ?? []);
  return Promise.all(
    grants.map(async (grant) => ({
      packed: await packedFor(state, grant),
      size: await stat(parcelFile(state, grant)).then(({ size }) => size, noSize),
    })),
  );
}
const noSize = (): number => 0;

/** SHA-256 of a file, in hexadecimal. */
export async function digestOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(z.instanceof(Uint8Array).parse(chunk));
  return hash.digest("hex");
}

/** No job that packs or fetches takes longer, so that what is older is nobody's. */
const forgottenMs = 2 * 3_600_000;

/**
 * Throws away whatever is too old: a packed parcel that nobody came for in time, and what a job has left.
 * @param now milliseconds since 1970
 */
export async function sweepParcels(state: string, now: number): Promise<void> {
  const names = await readdir(folderOf(state)).catch(() => []);
  for (const name of names) {
    const grant = grantIdSchema.safeParse(name).data;
    if (grant === undefined) continue;
    const packed = await packedFor(state, grant);
    const since =
      packed?.iat ??
      (await stat(placeOf(state, grant)).then(
        ({ mtimeMs }) => mtimeMs,
        () => now,
      ));
    if (Math.abs(now - since) > (packed === undefined ? forgottenMs : parcelLifeMs)) await removeParcel(state, grant);
  }
}
