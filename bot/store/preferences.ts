import { z } from "zod";
import type { Language } from "../../handlers/kit/reply.ts";
import { languageSchema } from "../reply-schema.ts";
import type { Store } from "./database.ts";

const rowSchema = z.object({ account: z.string(), language: languageSchema });

/** The table of what people chose for themselves. */
export function preferencesIn({ db }: Store) {
  const upsert = db.prepare(
    "INSERT INTO preferences (account, language) VALUES (?,?) ON CONFLICT (account) DO UPDATE SET language = excluded.language",
  );
  const all = db.prepare("SELECT * FROM preferences");
  return {
    setLanguage: (account: string, language: Language): void => {
      upsert.run([account, language]);
    },
    all: () => all.all([]).map((row) => rowSchema.parse(row)),
  };
}
