import { z } from "zod";
import type { Store } from "./database.ts";

const rowSchema = z.object({ account: z.string(), uid: z.int(), statement: z.string(), iat: z.int() });

/** What a person's keeper said last about their keys; `iat` in milliseconds since 1970. */
export type StoredGivenKeys = z.infer<typeof rowSchema>;

/** The table of statements about keys: for each account and uid the newest that was taken. */
export function givenKeysIn({ db }: Store) {
  const upsert = db.prepare(
    `INSERT INTO given_keys (account, uid, statement, iat) VALUES (?,?,?,?)
       ON CONFLICT (account, uid) DO UPDATE SET statement = excluded.statement, iat = excluded.iat
       WHERE excluded.iat >= given_keys.iat`,
  );
  const one = db.prepare("SELECT * FROM given_keys WHERE account = ? AND uid = ?");
  return {
    put: ({ account, uid, statement, iat }: StoredGivenKeys): void => void upsert.run([account, uid, statement, iat]),
    get: (account: string, uid: number): StoredGivenKeys | undefined => {
      const row = one.get([account, uid]);
      return row === undefined ? undefined : rowSchema.parse(row);
    },
  };
}
