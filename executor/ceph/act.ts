import type { Exec, Ran } from "../exec.ts";
import type { CephAccount } from "./settings.ts";
import { cephArguments } from "./shell.ts";

const timeoutMs = 15_000;
const maxOutput = 1024 * 1024;
/** What `ceph` ends with for a thing that is not there: ENOENT. */
const notThere = 2;

/** Does one thing by the acting account; says whether what it is about was there. */
export type CephAct = (words: readonly string[], signal?: AbortSignal) => Promise<"done" | "not-there">;

export function createCephAct(exec: Pick<Exec, "run">, account: CephAccount): CephAct {
  return async (words, signal) => {
    const given = signal === undefined ? {} : { signal };
    const ran = await exec.run("ceph", [...cephArguments(account), ...words], { timeoutMs, maxOutput, ...given });
    if (ran.exitCode === 0) return "done";
    if (ran.exitCode === notThere) return "not-there";
    throw new Error(`ceph ${words.join(" ")}: ${saidBy(ran)}`);
  };
}

function saidBy({ stderr, exitCode, timedOut }: Ran): string {
  if (timedOut) return "no answer in time";
  const said = stderr.trim().replaceAll(/\s+/gu, " ").slice(0, 300);
  return said === "" ? `it ended with ${exitCode}` : said;
}
