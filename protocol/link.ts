import { z } from "zod";
import { linkableSchema } from "./identity.ts";
import type { OwnKeys, PeerKeys } from "./keys.ts";
import { personSchema } from "./messages.ts";
import { accountSchema } from "./names.ts";
import { readStatement, StatementError, type StatementKind, signStatement, statementShape } from "./statement.ts";
import type { Trust } from "./trust.ts";

export { StatementError as LinkError } from "./statement.ts";

/**
 * What an executor says once it has looked: this chat identity is this account. `how` it knows: the person proved it by
 * munge, or an administrator said so at a terminal. `by` is the account of who asked; `bot` is the thumbprint of the
 * key of the bot that asked.
 */
const linkSchema = z.strictObject({
  ...statementShape,
  identity: linkableSchema,
  person: personSchema,
  by: accountSchema,
  how: z.enum(["munge", "administrator"]),
  bot: z.string().max(100),
});
export type Link = z.infer<typeof linkSchema>;

/** No statement is longer, in characters. */
export const linkMaxLength = 4_000;

const kind: StatementKind<Link> = { type: "shisa-link", name: "link", schema: linkSchema, maxLength: linkMaxLength };

/** Signs a link with an executor's own key. */
export const signLink = (link: Omit<Link, "iss">, own: OwnKeys): string => signStatement(kind, link, own);

/**
 * Reads a link, as readStatement does. That an administrator asked is the bot's word: such a link is believed no longer
 * than the trust file names that bot's key, so that taking a stolen key out of it takes along whatever was said with it.
 * @throws LinkError that says what is wrong with it
 */
export function readLink(text: string, trust: Trust): { readonly link: Link; readonly signer: PeerKeys } {
  const { said: link, signer } = readStatement(kind, text, trust);
  if (link.how === "administrator" && trust.get(link.bot)?.role !== "bot")
    throw new StatementError("the bot that said who asked for the link is trusted no more");
  return { link, signer };
}
