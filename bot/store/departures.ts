import { z } from "zod";
import type { Store } from "./database.ts";

const rowSchema = z.object({ identity: z.string(), absent_ms: z.int() });

/** For how long, in milliseconds that the bot has watched, the account behind a linked identity has been gone. */
export function departuresIn({ db }: Store) {
  const put = db.prepare(
    `INSERT INTO departures (identity, absent_ms) VALUES (?,?)
       ON CONFLICT (identity) DO UPDATE SET absent_ms = excluded.absent_ms`,
  );
  const forget = db.prepare("DELETE FROM departures WHERE identity = ?");
  const all = db.prepare("SELECT * FROM departures ORDER BY identity");
  return {
    put: (identity: string, absentMs: number): void => void put.run([identity, absentMs]),
    forget: (identity: string): void => void forget.run([identity]),
    all: (): Map<string, number> =>
      new Map(all.all([]).map((row) => [rowSchema.parse(row).identity, rowSchema.parse(row).absent_ms])),
  };
}
