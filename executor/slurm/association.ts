import { StepFailure } from "../runner.ts";
import { isAway, type SlurmClient, saidBy } from "./client.ts";

/** Nothing that was asked for changed anything: sacctmgr(1) calls that an error. */
const isNothing = /Nothing (?:new added|modified)|already exists/iu;
const isOff = /not running a supported accounting_storage|accounting_storage\/none|You are not running/iu;

/**
 * Keeps a person's account in Slurm in step with what they may use at once, so that Slurm itself holds jobs to it,
 * those that jobs submit too. A cluster without accounting has none, and only our own limit holds there.
 * @param gpus the most that the person's running jobs may have together
 */
export async function keepAssociation(
  client: SlurmClient,
  { account, user, gpus, signal }: { account: string; user: string; gpus: number; signal: AbortSignal },
): Promise<void> {
  const change = async (argv: readonly string[]): Promise<boolean> => {
    const ran = await client.run("sacctmgr", ["-i", ...argv], { signal });
    const said = `${ran.stdout}\n${ran.stderr}`;
    if (isOff.test(said)) return false;
    if (isAway(ran)) throw new StepFailure("slurm.away", "sacctmgr: nobody answers");
    if (ran.exitCode !== 0 && !isNothing.test(said)) throw new StepFailure("slurm.refused", `sacctmgr: ${saidBy(ran)}`);
    return true;
  };
  const limit = `GrpTRES=gres/gpu=${gpus}`;
  if (!(await change(["add", "account", `name=${account}`, "Description=shisa", "Organization=shisa"]))) return;
  await change(["add", "user", `name=${user}`, `account=${account}`, limit]);
  await change(["modify", "user", "where", `name=${user}`, `account=${account}`, "set", limit]);
}
