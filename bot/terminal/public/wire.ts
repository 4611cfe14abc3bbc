import { z } from "zod";
import { credentialSchema } from "../../../protocol/actions/session.ts";
import { accountSchema } from "../../../protocol/names.ts";
import { refusalSchema } from "../../../protocol/refusal.ts";
import { languageSchema, replySchema } from "../../reply-schema.ts";
import { fileSchema } from "../files.ts";
import { invocationIdSchema, serverMessageSchema } from "../wire.ts";

/**
 * What an ordinary user's terminal and the bot say to each other, as in ../wire.ts (one JSON object a line), with one
 * difference: nobody says who they are. The bot begins with `hello`; the client has munge say the nonce and answers
 * `proof`; an executor finds out who that is; `welcome` says who, and from then on lines are that account's.
 */

/** An unproved client's line is no longer, in bytes. */
export const proofMaxBytes = 4_000;

const proofSchema = z.strictObject({
  type: z.literal("proof"),
  credential: credentialSchema,
  language: languageSchema.optional(),
});
const saySchema = z.strictObject({
  type: z.literal("say"),
  id: invocationIdSchema,
  line: z.string(),
  confirmed: z.boolean(),
  language: languageSchema.optional(),
  file: fileSchema.optional(),
});
const completeSchema = z.strictObject({ type: z.literal("complete"), id: invocationIdSchema, line: z.string() });
/** Proves who somebody in a chat is: the nonce that they were given there, and what munge made of it. */
const linkSchema = z.strictObject({
  type: z.literal("link"),
  id: invocationIdSchema,
  nonce: z.string().max(400),
  credential: credentialSchema,
  language: languageSchema.optional(),
});
export const publicClientSchema = z.discriminatedUnion("type", [proofSchema, saySchema, completeSchema, linkSchema]);
export type PublicClientMessage = z.infer<typeof publicClientSchema>;

const helloSchema = z.strictObject({ type: z.literal("hello"), nonce: z.string().max(400) });
/** `until`: when the session ends at the latest, in milliseconds since 1970. */
const welcomeSchema = z.strictObject({ type: z.literal("welcome"), account: accountSchema, until: z.int() });
/** There is no session, or no longer one; the connection ends. */
const refusedSchema = z.strictObject({ type: z.literal("refused"), refusal: refusalSchema, reply: replySchema });
export const publicServerSchema = z.discriminatedUnion("type", [
  helloSchema,
  welcomeSchema,
  refusedSchema,
  ...serverMessageSchema.options,
]);
export type PublicServerMessage = z.infer<typeof publicServerSchema>;
