import type { Exec, Ran, RunOptions } from "../exec.ts";
import { StepFailure } from "../runner.ts";
import type { SlurmConfig } from "./settings.ts";

export type SlurmProgram = "sacct" | "sacctmgr" | "sbatch" | "scancel" | "scontrol" | "sinfo" | "squeue";

/** With its controller away a client of Slurm hangs for minutes. */
const timeoutMs = 10_000;
/** A queue of some thousand jobs as JSON. */
const maxOutput = 64 * 1024 * 1024;

type AskOptions = Partial<Pick<RunOptions, "as" | "cwd" | "input" | "signal" | "timeoutMs" | "owner" | "variables">>;

/** Slurm's own clients, each with the cluster's configuration and an end. */
export interface SlurmClient {
  /** Runs one to its end, whatever it says. */
  readonly run: (program: SlurmProgram, argv: readonly string[], options?: AskOptions) => Promise<Ran>;
  /**
   * What it printed. Throws a StepFailure: slurm.away where the controller (or the accounts' daemon) did not answer,
   * slurm.refused with Slurm's own words for anything else.
   */
  readonly ask: (program: SlurmProgram, argv: readonly string[], options?: AskOptions) => Promise<string>;
}

/** Sources: what slurm 22.05 prints when nobody answers; the clients' exit code is 1 for everything. */
const away =
  /Unable to contact slurm controller|Connection refused|Socket timed out|Unable to establish controller machine|slurmdbd: Connection|Problem talking to the database|Unable to connect to database/iu;

/** Whether a client failed because nobody answered it. */
export const isAway = (ran: Ran): boolean => ran.timedOut || away.test(ran.stderr);

/** Slurm's own words, without the client's name before them: at most `limit` characters of one line. */
export const saidBy = (ran: Ran, limit = 300): string =>
  (ran.stderr.trim() === "" ? ran.stdout : ran.stderr)
    .replaceAll(/^\w+: (?:error: )?/gmu, "")
    .replaceAll(/\s+/gu, " ")
    .trim()
    .slice(0, limit);

export function createSlurmClient(exec: Exec, config: Pick<SlurmConfig, "conf">): SlurmClient {
  const run: SlurmClient["run"] = (program, argv, options = {}) =>
    exec.run(program, argv, {
      timeoutMs,
      maxOutput,
      ...options,
      variables: { ...options.variables, SLURM_CONF: config.conf },
    });
  return {
    run,
    async ask(program, argv, options) {
      const ran = await run(program, argv, options);
      if (ran.exitCode === 0 && !ran.cancelled) return ran.stdout;
      if (isAway(ran)) throw new StepFailure("slurm.away", `${program}: nobody answers`);
      throw new StepFailure("slurm.refused", `${program}: ${saidBy(ran)}`);
    },
  };
}
