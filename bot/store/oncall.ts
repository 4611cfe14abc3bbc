import { z } from "zod";
import type { Store } from "./database.ts";

/** Times in milliseconds since 1970; people by account. */
const coverSchema = z.object({ account: z.string(), from_at: z.int(), until_at: z.int() });
const awaySchema = z.object({ account: z.string(), from_at: z.int(), until_at: z.int(), reason: z.string() });
const swapSchema = z.object({
  number: z.int(),
  asker: z.string(),
  asked: z.string(),
  from_at: z.int(),
  until_at: z.int(),
  back_from: z.int().nullable(),
  back_until: z.int().nullable(),
  state: z.enum(["waiting", "accepted", "declined", "withdrawn"]),
  made_at: z.int(),
});
export type SwapRow = z.infer<typeof swapSchema>;
const pageSchema = z.object({
  number: z.int(),
  account: z.string(),
  full_name: z.string(),
  reason: z.string(),
  at: z.int(),
});
export type PageRow = z.infer<typeof pageSchema>;
const numberSchema = z.object({ number: z.int() });
const countSchema = z.object({ count: z.int(), oldest: z.int().nullable() });

/** What volunteers and administrators changed about the turns. */
export function oncallIn({ db }: Store) {
  const covers = db.prepare("SELECT account, from_at, until_at FROM oncall_covers WHERE until_at > ? ORDER BY number");
  const cover = db.prepare(
    "INSERT INTO oncall_covers (account, from_at, until_at, made_by, made_at, swap) VALUES (?,?,?,?,?,?)",
  );
  const away = db.prepare(
    "SELECT account, from_at, until_at, reason FROM oncall_away WHERE until_at > ? ORDER BY from_at",
  );
  const addAway = db.prepare(
    "INSERT INTO oncall_away (account, from_at, until_at, reason, made_at) VALUES (?,?,?,?,?)",
  );
  const removeAway = db.prepare("DELETE FROM oncall_away WHERE account = ? AND from_at < ? AND until_at > ?");
  const addSwap = db.prepare(
    `INSERT INTO oncall_swaps (asker, asked, from_at, until_at, back_from, back_until, made_at)
       VALUES (?,?,?,?,?,?,?) RETURNING *`,
  );
  const swap = db.prepare("SELECT * FROM oncall_swaps WHERE number = ?");
  const swaps = db.prepare(
    "SELECT * FROM oncall_swaps WHERE state = 'waiting' AND until_at > ? AND (asker = ? OR asked = ?) ORDER BY number",
  );
  const decide = db.prepare(
    "UPDATE oncall_swaps SET state = ?, decided_at = ? WHERE number = ? AND state = 'waiting' RETURNING *",
  );
  const addPage = db.prepare(
    "INSERT INTO oncall_pages (account, uid, full_name, reason, at) VALUES (?,?,?,?,?) RETURNING number",
  );
  const openPages = db.prepare(
    "SELECT number, account, full_name, reason, at FROM oncall_pages WHERE open = 1 ORDER BY number",
  );
  const closePage = db.prepare("UPDATE oncall_pages SET open = 0 WHERE number = ?");
  const pages = db.prepare("SELECT count(*) AS count, min(at) AS oldest FROM oncall_pages WHERE at > ?");
  const pagesOf = db.prepare("SELECT count(*) AS count, min(at) AS oldest FROM oncall_pages WHERE at > ? AND uid = ?");
  const swapOf = (row: unknown): SwapRow | undefined => (row === undefined ? undefined : swapSchema.parse(row));
  return {
    /** Those that are not over, in the order in which they were made. */
    covers: (after: number) => covers.all([after]).map((row) => coverSchema.parse(row)),
    cover: (account: string, from: number, until: number, by: string, at: number, swapNumber: number | null): void => {
      cover.run([account, from, until, by, at, swapNumber]);
    },
    away: (after: number) => away.all([after]).map((row) => awaySchema.parse(row)),
    addAway: (account: string, from: number, until: number, reason: string, at: number): void => {
      addAway.run([account, from, until, reason, at]);
    },
    /** How many touched the time. */
    removeAway: (account: string, from: number, until: number): number =>
      removeAway.run([account, until, from]).changes,
    addSwap: (row: Omit<SwapRow, "number" | "state">): SwapRow => {
      const { asker, asked, from_at, until_at, back_from, back_until, made_at } = row;
      return swapSchema.parse(addSwap.get([asker, asked, from_at, until_at, back_from, back_until, made_at]));
    },
    swap: (number: number): SwapRow | undefined => swapOf(swap.get([number])),
    swapsOf: (account: string, after: number) =>
      swaps.all([after, account, account]).map((row) => swapSchema.parse(row)),
    /** Undefined where it was decided before. */
    decideSwap: (number: number, state: SwapRow["state"], at: number): SwapRow | undefined =>
      swapOf(decide.get([state, at, number])),
    addPage: (by: { name: string; uid: number; fullName: string }, reason: string, at: number): number =>
      numberSchema.parse(addPage.get([by.name, by.uid, by.fullName, reason, at])).number,
    /** Those that nobody has called over yet. */
    openPages: (): PageRow[] => openPages.all([]).map((row) => pageSchema.parse(row)),
    closePage: (number: number): void => {
      closePage.run([number]);
    },
    pages: (after: number) => countSchema.parse(pages.get([after])),
    pagesOf: (uid: number, after: number) => countSchema.parse(pagesOf.get([after, uid])),
  };
}
