import type { Person } from "../../protocol/messages.ts";
import { parseImage, timeOf } from "./names.ts";
import type { Pool } from "./pool.ts";
import type { BackupRecord } from "./record.ts";

/** So many records are read at once, and so many of one guest at most. */
const atOnce = 4;
const most = 200;

/** A backup in the pool. */
export interface Shelved extends BackupRecord {
  readonly image: string;
}

/** What the pool holds of one person's guest. */
export interface Shelf {
  /** Whole backups of a guest of that name of theirs, by their records; newest first. */
  readonly backups: readonly Shelved[];
  /** How many images the pool has of this person, of all guests. */
  readonly ofPerson: number;
}

/** Looks into the pool. An image that its record does not call this person's is left out, whatever it is named. */
export async function lookAtShelf(pool: Pool, person: Person, name: string): Promise<Shelf> {
  const named = (await pool.images()).flatMap((image) => {
    const parsed = parseImage(image);
    return parsed === undefined || parsed.uid !== person.uid ? [] : [{ image, ...parsed }];
  });
  const wanted = named
    .filter((one) => one.name === name)
    .toSorted((a, b) => timeOf(b.id) - timeOf(a.id))
    .slice(0, most);
  const read = await records(
    pool,
    wanted.map(({ image }) => image),
  );
  const backups = read
    .filter(
      ({ owner, state, ...record }) =>
        state === "whole" && record.name === name && owner.uid === person.uid && owner.name === person.name,
    )
    .toSorted((a, b) => b.takenAt - a.takenAt);
  return { backups, ofPerson: named.length };
}

/** The records of images, a few at once; images without one of ours, or with another's, are left out. */
export async function records(pool: Pool, images: readonly string[]): Promise<readonly Shelved[]> {
  const found: Shelved[] = [];
  const waiting = [...images];
  const work = async (): Promise<void> => {
    for (let image = waiting.shift(); image !== undefined; image = waiting.shift()) {
      const record = await pool.record(image);
      if (record !== undefined && record.id === parseImage(image)?.id) found.push({ ...record, image });
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, images.length) }, work));
  return found;
}
