import { z } from "zod";
import type { Store } from "./database.ts";

const rowSchema = z.object({ identity: z.string(), at: z.int() });

/** The table of links that were ended: for each chat identity the latest time, in milliseconds since 1970. */
export function removedLinksIn({ db }: Store) {
  const upsert = db.prepare(
    `INSERT INTO removed_links (identity, at) VALUES (?,?)
       ON CONFLICT (identity) DO UPDATE SET at = excluded.at WHERE excluded.at > removed_links.at`,
  );
  const all = db.prepare("SELECT * FROM removed_links");
  return {
    put: (identity: string, at: number): void => void upsert.run([identity, at]),
    all: (): [string, number][] =>
      all
        .all([])
        .map((row) => rowSchema.parse(row))
        .map(({ identity, at }) => [identity, at]),
  };
}
