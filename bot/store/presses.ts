import { z } from "zod";
import { chatIdentitySchema } from "../../protocol/messages.ts";
import type { Store } from "./database.ts";

const pressSchema = z.object({
  id: z.string(),
  kind: z.enum(["button", "form"]),
  /** The only one who may press it or fill it in, unless it is for anyone. */
  identity: z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(chatIdentitySchema),
  /** The account that the identity was linked to when this was made. */
  account: z.string(),
  /** What a button runs; what opens a form. */
  line: z.string(),
  /** A form's verb ("vm create") and what was typed before it was opened, by parameter; "" and nothing for a button. */
  command: z.string(),
  typed: z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(z.record(z.string(), z.string())),
  /** Its message is a question, which the answer takes the place of. */
  question: z.union([z.literal(0), z.literal(1)]).transform((it) => it === 1),
  /** Not only they: whoever sees it, each as themselves. */
  anyone: z.union([z.literal(0), z.literal(1)]).transform((it) => it === 1),
});
export type StoredPress = z.infer<typeof pressSchema>;

export type PressTable = ReturnType<typeof pressesIn>;

/** The table of what can be pressed or filled in. Writers call add() and prune() inside write(). */
export function pressesIn({ db }: Store) {
  const insert = db.prepare(
    `INSERT INTO presses (id, kind, identity, line, command, typed, question, made_at, account, anyone)
       VALUES (?,?,?,?,?,?,?,?,?,?)
       ON CONFLICT (id) DO NOTHING`,
  );
  const one = db.prepare("SELECT * FROM presses WHERE id = ?");
  const prune = db.prepare("DELETE FROM presses WHERE made_at < ?");
  return {
    add: ({ id, kind, identity, line, command, typed, question, account, anyone }: StoredPress, at: number): void => {
      const whose = JSON.stringify(identity);
      const filled = JSON.stringify(typed);
      insert.run([id, kind, whose, line, command, filled, question ? 1 : 0, at, account, anyone ? 1 : 0]);
    },
    get: (id: string): StoredPress | undefined => {
      const row = one.get([id]);
      return row === undefined ? undefined : pressSchema.parse(row);
    },
    /** Forgets what was made before a time, in milliseconds since 1970. */
    prune: (before: number): void => void prune.run([before]),
  };
}
