import type { Language } from "../../handlers/kit/reply.ts";
import { consentSeconds } from "../../protocol/consent.ts";
import { myself } from "../client/account.ts";
import { mungeCredential } from "../client/munge.ts";
import { ToldError } from "../kit/verb.ts";
import { findUser } from "../launch/accounts.ts";

/**
 * What munge gives who signs: whoever runs this, or, for root alone, an account of this machine or of a demo's. Good for
 * as long as munge lets anything be. Throws a ToldError where there is no munge or no such account.
 * @param account `myself`, or as whom root signs
 * @param enter command line that leads to where the department's munge is
 */
export async function signatureOf(
  payload: string,
  account: string,
  enter: readonly string[],
  language: Language,
): Promise<string> {
  if (account === myself) return mungeCredential(payload, language, { ttlSeconds: consentSeconds });
  const owner = await findUser(account, enter);
  if (owner === undefined) throw new ToldError(`there is no account ${account}`);
  const { uid, gid } = owner;
  const prefix = [...enter, "setpriv", `--reuid=${uid}`, `--regid=${gid}`, "--clear-groups", "--"];
  return mungeCredential(payload, language, { ttlSeconds: consentSeconds, prefix });
}
