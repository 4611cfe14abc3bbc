import { z } from "zod";
import { type Arrival, arrivalSchema, type Reference, referenceSchema } from "../chat/arrival.ts";
import { type Message, messageSchema } from "../message.ts";
import type { Store } from "./database.ts";

const json = <T extends z.ZodType>(schema: T) =>
  z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(schema);

/** What the chat is owed: the one message of something that somebody did, or that the bot has to tell somebody. */
const postSchema = z.object({
  arrival: json(arrivalSchema),
  /** What is to be told; null where the answer to the arrival's line is. */
  said: json(messageSchema).nullable(),
  /** Where the message stands, once it does. */
  reference: json(referenceSchema).nullable(),
  done: z.union([z.literal(0), z.literal(1)]).transform((it) => it === 1),
});
const nameSchema = z.object({ invocation: z.string() });
export type StoredPost = z.infer<typeof postSchema>;

/** The table of posts. The functions here act at once; writers call those that change something inside write(). */
export function postsIn({ db }: Store) {
  const insert = db.prepare(
    `INSERT INTO posts (invocation, platform, arrival, said, received_at) VALUES (?,?,?,?,?)
       ON CONFLICT (invocation) DO NOTHING`,
  );
  const one = db.prepare("SELECT arrival, said, reference, done FROM posts WHERE invocation = ?");
  const owed = db.prepare(
    "SELECT invocation, arrival, said, reference, done FROM posts WHERE platform = ? AND done = 0 ORDER BY received_at",
  );
  const stand = db.prepare("UPDATE posts SET reference = ? WHERE invocation = ?");
  const done = db.prepare("UPDATE posts SET done = 1, said = NULL, arrival = ? WHERE invocation = ?");
  const prune = db.prepare("DELETE FROM posts WHERE done = 1 AND received_at < ?");
  return {
    /** False where it was there before. */
    add: (arrival: Arrival, said: Message | null): boolean =>
      insert.run([
        arrival.invocation,
        arrival.identity.platform,
        JSON.stringify(arrival),
        said === null ? null : JSON.stringify(said),
        arrival.at,
      ]).changes === 1,
    get: (invocation: string): StoredPost | undefined => {
      const row = one.get([invocation]);
      return row === undefined ? undefined : postSchema.parse(row);
    },
    /** All of a platform that have not been delivered, oldest first; one that cannot be read holds up no other. */
    owed: (platform: string, unreadable: (invocation: unknown) => void): StoredPost[] =>
      owed.all([platform]).flatMap((row) => {
        try {
          return [postSchema.parse(row)];
        } catch {
          // What it says may hold a secret.
          unreadable(nameSchema.safeParse(row).data?.invocation);
          return [];
        }
      }),
    stands: (invocation: string, reference: Reference | undefined): void =>
      void stand.run([reference === undefined ? null : JSON.stringify(reference), invocation]),
    /** What came is known by its invocation from now on; by what it could be answered, and what it said, is forgotten. */
    delivered: ({ place, ...arrival }: Arrival): void => {
      const { channel, kind } = place;
      const rest: Arrival = { ...arrival, place: { channel, kind }, line: "", attachments: [] };
      done.run([JSON.stringify(rest), arrival.invocation]);
    },
    /** Forgets what was delivered and arrived before a time, in milliseconds since 1970. */
    prune: (before: number): void => void prune.run([before]),
  };
}
