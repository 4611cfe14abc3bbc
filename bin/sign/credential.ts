import { execa } from "execa";
import type { Language } from "../../handlers/kit/reply.ts";
import { consentSeconds } from "../../protocol/consent.ts";
import { ToldError } from "../kit/verb.ts";
import { findUser } from "../launch/accounts.ts";

const environment = { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", LC_ALL: "C.UTF-8" };

/** As whom munge is run: whoever runs this, or, for root alone, an account of this machine or of a demo's. */
export type Signer = "myself" | { readonly account: string; readonly enter: readonly string[] };

/**
 * Has munge vouch for who signs: a one-line credential over `payload` that only root of the department's machines can
 * read, good for an hour. Throws a ToldError where there is no munge or it says no.
 */
export async function signatureOf(payload: string, signer: Signer, language: Language): Promise<string> {
  const munge = ["munge", "-s", payload, "-u", "root", "--ttl", String(consentSeconds)];
  const [file = "", ...args] = [...(await prefixOf(signer)), ...munge];
  const options = { env: environment, extendEnv: false, reject: false, timeout: 10_000, stdin: "ignore" } as const;
  const { stdout, stderr, exitCode } = await execa(file, args, options);
  if (exitCode === 0 && stdout.startsWith("MUNGE:")) return stdout.trim();
  const said = stderr?.trim().split("\n")[0] ?? "";
  throw new ToldError(
    {
      ja: `munge で署名できませんでした。学科のマシンで、munge が動いているか確かめてください: ${said}`,
      en: `munge did not sign. Use a department machine on which munge runs: ${said}`,
    }[language],
  );
}

async function prefixOf(signer: Signer): Promise<readonly string[]> {
  if (signer === "myself") return [];
  const owner = await findUser(signer.account, signer.enter);
  if (owner === undefined) throw new ToldError(`there is no account ${signer.account}`);
  return [...signer.enter, "setpriv", `--reuid=${owner.uid}`, `--regid=${owner.gid}`, "--clear-groups", "--"];
}
