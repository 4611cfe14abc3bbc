import { setTimeout as pause } from "node:timers/promises";
import type { Known, People } from "../facts.ts";
import { type Job, StepFailure } from "../runner.ts";
import type { JobBook } from "./book.ts";
import type { SlurmClient } from "./client.ts";
import type { Awaited, Ends } from "./ends.ts";
import { logFolder } from "./log.ts";
import { type SubmitOptions, submitOptions } from "./script/batch.ts";
import type { SlurmConfig } from "./settings.ts";
import { readQueue, type SlurmEnd } from "./states.ts";

export interface Submission extends Omit<SubmitOptions, "grant" | "partition" | "account" | "log"> {
  /** The whole script for Slurm. */
  readonly script: string;
}

/** Jobs of the cluster by the grants that they came by. */
export interface GrantJobs {
  /** Submits as the person; once, however often it is asked for one grant. Goes on trying while nobody answers. */
  readonly submit: (what: Submission, job: Job) => Promise<void>;
  /** Its number; undefined: Slurm has no such job. */
  readonly find: (grant: string) => Promise<number | undefined>;
  /** Ends it, wherever it is, and resolves when it is gone; nothing where there is none. */
  readonly cancel: (grant: string) => Promise<void>;
  /** Resolves once it has ended; at once where it ended before. */
  readonly ended: (
    job: Pick<Job, "grant" | "signal">,
  ) => Promise<SlurmEnd & { readonly job: number; readonly at: number }>;
  readonly hasEnded: (grant: string) => Promise<boolean>;
}

export interface JobTools {
  readonly people: Pick<People, "look">;
  readonly client: SlurmClient;
  readonly ends: Ends;
  readonly book: JobBook;
  readonly config: SlurmConfig;
}

const retryMs = 2_000;
/** A scancel that Slurm took is soon seen; a node may take KillWait to end what runs. */
const cancelMs = 60_000;

/** Who asks, as this host knows them now. */
export async function knownOf(people: Pick<People, "look">, person: Job["person"]): Promise<Known> {
  const known = await people.look(person.name);
  if (known === undefined || known.uid !== person.uid) throw new StepFailure("gpu.home", `${person.name} is not here`);
  return known;
}

export function createGrantJobs({ people, client, ends, book, config }: JobTools): GrantJobs {
  /** Grants for which sbatch was started and has not answered well. */
  const tried = new Set<string>();

  async function find(grant: string): Promise<number | undefined> {
    const entry = await book.read(grant);
    if (entry === undefined) return undefined;
    const job = entry.job ?? (await search(entry));
    if (job !== undefined && entry.job === null) await book.write({ ...entry, job });
    return job;
  }

  /** A comment is the owner's to change, so only the person's own jobs are asked about. */
  async function search({ grant, uid, at }: { grant: string; uid: number; at: number }): Promise<number | undefined> {
    const queue = readQueue(await client.ask("squeue", ["--json", "--states=all"]));
    const ids = queue.filter((job) => job.user_id === uid && job.comment === grant).map((job) => job.job_id);
    if (ids.length > 0) return Math.min(...ids);
    const since = new Date(at - 3_600_000).toISOString().slice(0, 19);
    const fields = "--format=JobIDRaw,UID,Comment";
    const ran = await client.run("sacct", ["-n", "-P", "-X", `--uid=${uid}`, `--starttime=${since}`, fields]);
    const found = ran.stdout.split("\n").flatMap((line) => {
      const [id = "", owner, comment] = line.split("|");
      return /^\d{1,10}$/u.test(id) && owner === String(uid) && comment === grant ? [Number(id)] : [];
    });
    return ran.exitCode === 0 && found.length > 0 ? Math.min(...found) : undefined;
  }

  const awaited = async (grant: string): Promise<Awaited | undefined> => {
    const job = await find(grant);
    const entry = await book.read(grant);
    return job === undefined || entry === undefined ? undefined : { job, uid: entry.uid, grant };
  };

  async function patiently<T>(what: () => Promise<T>, signal: AbortSignal): Promise<T> {
    for (;;) {
      try {
        return await what();
      } catch (error) {
        if (!(error instanceof StepFailure) || error.code !== "slurm.away" || signal.aborted) throw error;
        await pause(retryMs, undefined, { signal });
      }
    }
  }

  return {
    find,
    async submit({ script, ...options }, job) {
      const { grant, person, signal } = job;
      const known = await knownOf(people, person);
      const entry = { grant, uid: person.uid, at: job.now(), job: null, end: null };
      const before = await book.read(grant);
      if (before === undefined) await book.write(entry);
      await patiently(async () => {
        // The first time there can be none. An answer that was lost is no reason to submit anything twice.
        if ((before !== undefined || tried.has(grant)) && (await find(grant)) !== undefined) return;
        tried.add(grant);
        const { partition, account } = config;
        const log = `${known.home.replaceAll("%", "%%")}/${logFolder}/%j.log`;
        const argv = submitOptions({ ...options, grant, partition, account, log });
        const said = await client.ask("sbatch", argv, { as: known, input: script, signal, timeoutMs: 30_000 });
        const [, id] = /^(\d{1,10})(?:;[\w.-]+)?\s*$/u.exec(said) ?? [];
        if (id === undefined) throw new StepFailure("slurm.refused", `sbatch said ${said.slice(0, 100)}`);
        await book.write({ ...entry, job: Number(id) });
      }, signal);
      tried.delete(grant);
    },
    async cancel(grant) {
      const of = await awaited(grant);
      if (of === undefined || (await book.read(grant))?.end != null) return;
      const limit = AbortSignal.timeout(cancelMs);
      await patiently(async () => {
        if ((await ends.look(of)) !== undefined) return;
        // Slurm says nothing of a number that it does not know, and nothing is to be cancelled then.
        await client.ask("scancel", [String(of.job)]);
      }, limit);
      await ends.wait(of, limit);
    },
    async ended({ grant, signal }) {
      const of = await patiently(() => awaited(grant), signal);
      if (of === undefined) throw new StepFailure("slurm.lost", "Slurm has no such job");
      const entry = await book.read(grant);
      const at = entry?.at ?? 0;
      if (entry?.end) return { ...entry.end, job: of.job, at };
      const end = await ends.wait(of, signal);
      if (entry !== undefined) await book.write({ ...entry, job: of.job, end });
      return { ...end, job: of.job, at };
    },
    async hasEnded(grant) {
      if ((await book.read(grant))?.end != null) return true;
      const of = await awaited(grant);
      return of !== undefined && (await ends.look(of)) !== undefined;
    },
  };
}
