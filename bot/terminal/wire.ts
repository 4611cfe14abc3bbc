import { z } from "zod";
import { messageSchema } from "../message.ts";
import { languageSchema } from "../reply-schema.ts";
import { fileSchema } from "./files.ts";

/**
 * What the terminal's clients and the bot say to each other: one JSON object a line (UTF-8, ended by "\n") over a Unix
 * socket in a folder that only the bot's user opens. Whoever can open it is that user or root, so `account` is
 * believed.
 */

/** The longest line that either side accepts, in bytes; longer ones end the connection. */
export const lineMaxBytes = 200_000;
/** The invocation's id without its platform; a client makes a new UUID for each new line. */
export const invocationIdSchema = z.string().regex(/^[A-Za-z0-9._-]{1,100}$/);

/** Type a line as an account. Saying the same `id` again replays its outcome or goes on following it. */
const saySchema = z.strictObject({
  type: z.literal("say"),
  id: invocationIdSchema,
  account: z.string().max(100),
  line: z.string(),
  confirmed: z.boolean(),
  language: languageSchema.optional(),
  file: fileSchema.optional(),
});
/** What could follow the unfinished line. */
const completeSchema = z.strictObject({
  type: z.literal("complete"),
  id: invocationIdSchema,
  account: z.string().max(100),
  line: z.string(),
});
export const clientMessageSchema = z.discriminatedUnion("type", [saySchema, completeSchema]);
export type ClientMessage = z.infer<typeof clientMessageSchema>;

/**
 * The one message of an invocation, sent anew at each edit; the last has `final` true and a `status`. A message that
 * ended `unknown` may be corrected by one more final message, to a client that is still there.
 */
const showSchema = messageSchema.extend({ type: z.literal("message"), id: z.string() });
const completionsSchema = z.strictObject({
  type: z.literal("completions"),
  id: z.string(),
  items: z.array(z.string()),
});
/** The line could not be read, or the bot has too much to do; `id` where it could be made out. */
const errorSchema = z.strictObject({
  type: z.literal("error"),
  id: z.string().optional(),
  code: z.enum(["line.too_long", "line.unreadable", "internal"]),
  text: z.string(),
});
export const serverMessageSchema = z.discriminatedUnion("type", [showSchema, completionsSchema, errorSchema]);
export type { FinalStatus } from "../message.ts";
export { fileMaxBytes, type SentFile } from "./files.ts";
export type ServerMessage = z.infer<typeof serverMessageSchema>;
