import { z } from "zod";
import type { OwnKeys, PeerKeys } from "./keys.ts";
import { personSchema } from "./messages.ts";
import { givenKeysMaxLength, publicKeySchema } from "./ssh/public-key.ts";
import { readStatement, type StatementKind, signStatement, statementShape } from "./statement.ts";
import type { Trust } from "./trust.ts";

export { StatementError as GivenKeysError } from "./statement.ts";

/**
 * What the executor that keeps a person's public keys says about them: these are all. It lets another host make a guest
 * with them without keeping any itself.
 */
const givenKeysSchema = z.strictObject({
  ...statementShape,
  person: personSchema,
  keys: z.array(publicKeySchema).max(10),
});
export type GivenKeys = z.infer<typeof givenKeysSchema>;

const kind: StatementKind<GivenKeys> = {
  type: "shisa-given-keys",
  name: "statement about keys",
  schema: givenKeysSchema,
  maxLength: givenKeysMaxLength,
};

/** Signs a person's keys with an executor's own key. */
export const signGivenKeys = (given: Omit<GivenKeys, "iss">, own: OwnKeys): string => signStatement(kind, given, own);

/**
 * Reads such a statement, as readStatement does.
 * @throws GivenKeysError that says what is wrong with it
 */
export function readGivenKeys(text: string, trust: Trust): { readonly given: GivenKeys; readonly signer: PeerKeys } {
  const { said: given, signer } = readStatement(kind, text, trust);
  return { given, signer };
}
