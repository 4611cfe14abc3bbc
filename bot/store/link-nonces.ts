import { z } from "zod";
import type { Store } from "./database.ts";

const rowSchema = z.object({ identity: z.string(), nonce: z.string(), made_at: z.int() });
export type StoredNonce = z.infer<typeof rowSchema>;

/** The table of what people were given to have munged: one for each chat identity, the last. */
export function linkNoncesIn({ db }: Store) {
  const put = db.prepare("INSERT OR REPLACE INTO link_nonces (identity, nonce, made_at) VALUES (?,?,?)");
  const one = db.prepare("SELECT * FROM link_nonces WHERE identity = ?");
  const end = db.prepare("DELETE FROM link_nonces WHERE identity = ?");
  const prune = db.prepare("DELETE FROM link_nonces WHERE made_at < ?");
  return {
    put: ({ identity, nonce, made_at }: StoredNonce): void => void put.run([identity, nonce, made_at]),
    get: (identity: string): StoredNonce | undefined => {
      const row = one.get([identity]);
      return row === undefined ? undefined : rowSchema.parse(row);
    },
    end: (identity: string): void => void end.run([identity]),
    prune: (before: number): void => void prune.run([before]),
  };
}
