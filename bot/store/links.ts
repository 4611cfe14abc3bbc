import { z } from "zod";
import type { Store } from "./database.ts";

const rowSchema = z.object({ identity: z.string(), statement: z.string(), iat: z.int() });

/** A link as it is kept: whose, as identityText writes it, what was signed, and when (milliseconds since 1970). */
export type StoredLink = z.infer<typeof rowSchema>;

/** The table of links: for each chat identity the newest statement that was taken. */
export function linksIn({ db }: Store) {
  const upsert = db.prepare(
    `INSERT INTO links (identity, statement, iat) VALUES (?,?,?)
       ON CONFLICT (identity) DO UPDATE SET statement = excluded.statement, iat = excluded.iat
       WHERE excluded.iat > links.iat`,
  );
  const all = db.prepare("SELECT * FROM links ORDER BY identity");
  return {
    /** False when there was one as new before: that one stands. */
    put: ({ identity, statement, iat }: StoredLink): boolean => upsert.run([identity, statement, iat]).changes === 1,
    all: (): StoredLink[] => all.all([]).map((row) => rowSchema.parse(row)),
  };
}
