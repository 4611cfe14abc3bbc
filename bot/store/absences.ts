import { z } from "zod";
import type { Store } from "./database.ts";

/** An account that owns something on a host which does not know it, and since when, in milliseconds since 1970. */
const rowSchema = z.object({ host: z.string(), account: z.string(), uid: z.int(), since: z.int() });
export type Absence = z.infer<typeof rowSchema>;

/** The table of owners who are gone. */
export function absencesIn({ db }: Store) {
  const insert = db.prepare("INSERT OR IGNORE INTO absences (host, account, uid, since) VALUES (?,?,?,?)");
  const remove = db.prepare("DELETE FROM absences WHERE host = ? AND account = ? AND uid = ?");
  const all = db.prepare("SELECT * FROM absences");
  return {
    add: ({ host, account, uid, since }: Absence): void => {
      insert.run([host, account, uid, since]);
    },
    remove: ({ host, account, uid }: Omit<Absence, "since">): void => {
      remove.run([host, account, uid]);
    },
    all: (): Absence[] => all.all([]).map((row) => rowSchema.parse(row)),
  };
}
