import { z } from "zod";
import type { OwnKeys } from "./keys.ts";
import { personSchema } from "./messages.ts";
import { readStatement, type StatementKind, signStatement, statementShape } from "./statement.ts";
import type { Trust } from "./trust.ts";

/** A session ends this long after it was opened at the latest, in milliseconds. */
export const sessionLongestMs = 12 * 3_600_000;

/** A session's name: `S.` and random characters of base64url. No account's name has a capital. */
const sessionIdSchema = z.string().regex(/^S\.[A-Za-z0-9_-]{24}$/);
export const isSessionId = (user: string): boolean => sessionIdSchema.safeParse(user).success;

/**
 * What somebody must have munge say to open a session: it names its purpose, the bot and the session, so that such a
 * credential is good for nothing else, and none that was made for something else is good for this.
 */
export const sessionNonce = (bot: string, session: string): string => `shisa-session:${bot}:${session}`;

/** Whether a text is such a nonce, of whatever bot (an RFC 7638 thumbprint by SHA-256) and session. */
export const isSessionNonce = (text: string): boolean =>
  /^shisa-session:[A-Za-z0-9_-]{43}:S\.[A-Za-z0-9_-]{24}$/.test(text);

/**
 * What an executor says once it has decoded a munge credential: whoever holds this terminal session of that bot is this
 * account, until `until` (milliseconds since 1970). `bot` is the thumbprint of the bot's signing key: no other bot's
 * grants are helped by it. `session` is the identity's `user` of the terminal.
 */
const sessionSchema = z.strictObject({
  ...statementShape,
  person: personSchema,
  bot: z.string(),
  session: z.string().max(64),
  until: z.int(),
});
export type Session = z.infer<typeof sessionSchema>;

/** No statement is longer, in characters. */
export const sessionMaxLength = 2_000;

const kind: StatementKind<Session> = {
  type: "shisa-session",
  name: "session",
  schema: sessionSchema,
  maxLength: sessionMaxLength,
};

/** Signs a session with an executor's own key. */
export const signSession = (session: Omit<Session, "iss">, own: OwnKeys): string => signStatement(kind, session, own);

/**
 * Reads a session, as readStatement does.
 * @throws StatementError that says what is wrong with it
 */
export const readSession = (text: string, trust: Trust): Session => readStatement(kind, text, trust).said;
