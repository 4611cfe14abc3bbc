import type { Logger } from "../log.ts";
import type { SlurmClient } from "./client.ts";
import type { Spool } from "./spool.ts";
import { accountingFields, endOfJob, readAccounts, readQueue, type SlurmEnd, type SlurmJob } from "./states.ts";

/** A job that is waited for: a number may be given anew, so its owner and comment belong to it. */
export interface Awaited {
  readonly job: number;
  readonly uid: number;
  readonly grant: string;
}

export interface Ends {
  /** Resolves once Slurm says that the job has ended, however long that takes. Rejects when aborted. */
  readonly wait: (of: Awaited, signal: AbortSignal) => Promise<SlurmEnd>;
  /** How it ended; undefined: it has not. Throws a StepFailure (slurm.away) where nobody answers. */
  readonly look: (of: Awaited) => Promise<SlurmEnd | undefined>;
  readonly stop: () => void;
}

export interface EndsOptions {
  readonly client: SlurmClient;
  readonly spool: Spool;
  /** The queue is looked at that often, in milliseconds, as long as anybody waits. */
  readonly everyMs: number;
  readonly log: Logger;
  /** Accounting may lag: a job that neither knows of is given up after so long, in milliseconds. */
  readonly forgottenMs?: number;
}

interface Waiter extends Awaited {
  readonly resolve: (end: SlurmEnd) => void;
  /** Since when nobody knows of it, by the monotonic clock. */
  missing: number | undefined;
}

/** What is gathered into one look, in milliseconds; a node that is still cleaned up is looked at again after `againMs`. */
const gatherMs = 50;
const againMs = 500;
const forgottenMs = 60_000;

/** Learns of ends by the spool, and by one look at the whole queue now and then, however many jobs there are. */
export function createEnds({ client, spool, everyMs, log, ...options }: EndsOptions): Ends {
  const waiters = new Set<Waiter>();
  let timer: NodeJS.Timeout | undefined;
  let due = Number.POSITIVE_INFINITY;
  let looking = false;
  let unwatch: (() => void) | undefined;

  function soon(ms: number): void {
    const at = performance.now() + ms;
    if (waiters.size === 0 || at >= due) return;
    clearTimeout(timer);
    due = at;
    timer = setTimeout(() => void round(), ms);
  }

  async function round(): Promise<void> {
    due = Number.POSITIVE_INFINITY;
    if (looking) {
      soon(gatherMs);
      return;
    }
    looking = true;
    let next = everyMs;
    try {
      const all = [...waiters];
      const found = await lookAt(client, all);
      for (const waiter of all) {
        const known = found.get(waiter);
        if (known === "ending") next = Math.min(next, againMs);
        const end = typeof known === "object" ? known : known === undefined ? await forgotten(waiter) : undefined;
        if (known !== undefined) waiter.missing = undefined;
        if (end === undefined || !waiters.delete(waiter)) continue;
        await spool.forget(waiter.job);
        waiter.resolve(end);
      }
    } catch (cause) {
      log.warn({ err: cause }, "looking at the queue of Slurm");
    }
    looking = false;
    soon(next);
    rest();
  }

  async function forgotten(waiter: Waiter): Promise<SlurmEnd | undefined> {
    waiter.missing ??= performance.now();
    if (performance.now() - waiter.missing < (options.forgottenMs ?? forgottenMs)) return undefined;
    const state = (await spool.word(waiter.job)) ?? "unknown";
    return { ...{ state, exitCode: null, signal: null, reason: null }, ...nothing };
  }

  function rest(): void {
    if (waiters.size > 0) return;
    clearTimeout(timer);
    due = Number.POSITIVE_INFINITY;
    unwatch?.();
    unwatch = undefined;
  }

  return {
    wait: (of, signal) =>
      new Promise((resolve, reject) => {
        const waiter: Waiter = { ...of, missing: undefined, resolve };
        const abort = (): void => {
          waiters.delete(waiter);
          rest();
          reject(signal.reason instanceof Error ? signal.reason : new Error("it was ended"));
        };
        if (signal.aborted) {
          abort();
          return;
        }
        signal.addEventListener("abort", abort, { once: true });
        waiters.add(waiter);
        unwatch ??= spool.watch(() => soon(gatherMs));
        soon(gatherMs);
      }),
    async look(of) {
      const found = (await lookAt(client, [of])).get(of);
      return typeof found === "object" ? found : undefined;
    },
    stop() {
      waiters.clear();
      rest();
    },
  };
}

const nothing = { submittedAt: null, startedAt: null, endedAt: null, nodes: null } as const;

const isIt = (job: SlurmJob, { uid, grant }: Awaited): boolean =>
  job.user_id === uid && (job.comment ?? grant) === grant;

/** One look for all of them: the queue, and for those that have left it, the accounts. */
async function lookAt<T extends Awaited>(
  client: SlurmClient,
  all: readonly T[],
): Promise<ReadonlyMap<T, SlurmEnd | "going" | "ending">> {
  const jobs = new Map(
    readQueue(await client.ask("squeue", ["--json", "--states=all"])).map((job) => [job.job_id, job]),
  );
  const found = new Map<T, SlurmEnd | "going" | "ending">();
  for (const one of all) {
    const job = jobs.get(one.job);
    if (job === undefined || !isIt(job, one)) continue;
    found.set(one, endOfJob(job) ?? (job.job_state.includes("COMPLETING") ? "ending" : "going"));
  }
  const gone = all.filter((one) => !found.has(one));
  if (gone.length === 0) return found;
  const ids = gone.map(({ job }) => job).join(",");
  const ran = await client.run("sacct", ["-n", "-P", "-X", `--jobs=${ids}`, `--format=${accountingFields}`], {
    variables: { SLURM_TIME_FORMAT: "%s" },
  });
  const accounts = ran.exitCode === 0 ? readAccounts(ran.stdout) : new Map<number, never>();
  for (const one of gone) {
    const account = accounts.get(one.job);
    if (account?.uid === one.uid) found.set(one, account.end);
  }
  return found;
}
