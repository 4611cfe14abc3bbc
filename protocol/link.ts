import { z } from "zod";
import { linkableSchema } from "./identity.ts";
import type { OwnKeys, PeerKeys } from "./keys.ts";
import { personSchema } from "./messages.ts";
import { accountSchema } from "./names.ts";
import { readStatement, type StatementKind, signStatement, statementShape } from "./statement.ts";
import type { Trust } from "./trust.ts";

export { StatementError as LinkError } from "./statement.ts";

/**
 * What an executor says once it has looked: this chat identity is this account. `by` is the account of the
 * administrator who asked.
 */
const linkSchema = z.strictObject({
  ...statementShape,
  identity: linkableSchema,
  person: personSchema,
  by: accountSchema,
});
export type Link = z.infer<typeof linkSchema>;

/** No statement is longer, in characters. */
export const linkMaxLength = 4_000;

const kind: StatementKind<Link> = { type: "shisa-link", name: "link", schema: linkSchema, maxLength: linkMaxLength };

/** Signs a link with an executor's own key. */
export const signLink = (link: Omit<Link, "iss">, own: OwnKeys): string => signStatement(kind, link, own);

/**
 * Reads a link, as readStatement does.
 * @throws LinkError that says what is wrong with it
 */
export function readLink(text: string, trust: Trust): { readonly link: Link; readonly signer: PeerKeys } {
  const { said: link, signer } = readStatement(kind, text, trust);
  return { link, signer };
}
