import { z } from "zod";
import type { OwnKeys } from "./keys.ts";
import { personSchema } from "./messages.ts";
import { readStatement, type StatementKind, signStatement, statementShape } from "./statement.ts";
import type { Trust } from "./trust.ts";

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
