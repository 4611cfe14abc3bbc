import { findAction } from "../protocol/catalogue.ts";
import type { Failure } from "../protocol/messages.ts";
import type { OpenEntry } from "./journal/index.ts";
import type { Outbox } from "./outbox.ts";
import { type Admitted, admitted } from "./perform/admitted.ts";
import type { Finish } from "./perform/conclude.ts";
import { startLimit, type TimeLimit } from "./perform/limit.ts";
import { type PerformOptions, workOf } from "./perform.ts";
import type { AnyRunner, Job } from "./runner.ts";
import { undoAll } from "./steps/undo.ts";
import type { Work } from "./steps/work.ts";
import { carryOut, failureOf, isThere } from "./steps.ts";

type RecoverOptions = Pick<
  PerformOptions,
  "journal" | "conclude" | "runnerOf" | "hooks" | "setAside" | "now" | "log"
> & {
  readonly outbox: Outbox;
  readonly boot: number;
  /** Counts a job as running, so that it can be seen and cancelled and holds its person's slot. */
  readonly adopt: (ticket: Admitted, work: Promise<void>) => void;
  /** After a restart of the whole machine, what a job needs may come up later than this executor. */
  readonly patience?: Work["patience"];
};

const restarted: Failure = { code: "executor.restarted", kept: false, left: [] };

/**
 * Takes care of every job that was under way when this executor last ended. No plan: it never began. A plan: if the
 * point of no return is really behind it, it is carried on; otherwise everything is taken back, in reverse.
 */
export function recover(options: RecoverOptions): void {
  for (const entry of options.journal.openEntries()) begin(options, entry);
}

function begin(options: RecoverOptions, entry: OpenEntry): void {
  const { claimed, planned, steps } = entry;
  const { t: _, at: startedAt, ...about } = claimed;
  const action = findAction(claimed.action);
  const runner = options.runnerOf(claimed.action);
  const decided = planned?.decided === undefined ? {} : { decided: planned.decided };
  const end = (finish: Finish, marks: readonly { name: string; state: "todo" }[] | Admitted["marks"]): Promise<void> =>
    options.conclude(about, finish, { startedAt, steps: "list" in marks ? marks.list() : [...marks], ...decided });
  if (planned === undefined || action === undefined || runner === undefined) {
    const names = action?.steps ?? [];
    const marks = names.map((name) => ({ name, state: "todo" as const }));
    const finish: Finish =
      planned === undefined
        ? { status: "not_run", failure: restarted }
        : { status: "failed", failure: { ...restarted, left: [lostRunner(claimed.action)] } };
    void end(finish, marks);
    return;
  }
  const ticket = admitted(about, action, startedAt, { outbox: options.outbox, boot: options.boot, steps });
  const person = { ...claimed.person, roles: planned.roles };
  const { id: grant, identity, bot } = claimed;
  const job: Job = { grant, person, identity, bot, signal: ticket.control.signal(), now: options.now };
  const patience = options.patience ?? { tries: 30, pauseMs: 2_000 };
  const finishing = resume(options, { ticket, runner, job, patience, entry }).catch((error: unknown): Finish => {
    options.log.error({ err: error, grant: claimed.id }, "recovering a job");
    return { status: "failed", failure: { ...failureOf(error, undefined), left: [lostRunner(claimed.action)] } };
  });
  options.adopt(
    ticket,
    finishing.then((finish) => end(finish, ticket.marks)),
  );
}

interface Case {
  readonly ticket: Admitted;
  readonly runner: AnyRunner;
  readonly job: Job;
  readonly patience: Work["patience"];
  readonly entry: OpenEntry;
}

async function resume(options: RecoverOptions, { ticket, runner, job, patience, entry }: Case): Promise<Finish> {
  const plan = runner.planSchema.parse(entry.planned?.plan);
  let limit: TimeLimit | undefined;
  const waiting = (isWaiting: boolean): void => {
    limit?.pause(isWaiting);
    options.setAside(ticket.id, isWaiting);
  };
  const work = workOf(options, ticket, runner, { plan, job, patience, waiting });
  ticket.tell("running");
  if (entry.undoing !== undefined) return undoAll(work, { ...entry.undoing, which: "all" });
  const { pointOfNoReturn } = runner;
  if (pointOfNoReturn === undefined || !(await look(work, pointOfNoReturn))) {
    return undoAll(work, { status: "failed", failure: restarted, which: "all" });
  }
  const from = runner.action.steps.indexOf(pointOfNoReturn) + 1;
  for (const name of runner.action.steps.slice(0, from)) ticket.marks.set(name, "done");
  limit = startLimit(runner.action.timeLimitMs, () => ticket.control.stop("time.limit"));
  try {
    return await carryOut(work, { from, isPast: true });
  } finally {
    limit.end();
  }
}

/** Looks at the real system, patiently; throws the last error when nothing could be seen. */
async function look(work: Work, step: string): Promise<boolean> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await isThere(work, step);
    } catch (error) {
      if (attempt >= work.patience.tries) throw error;
      work.log.warn({ err: error, grant: work.job.grant, step }, "looking at what a job has left");
      await new Promise((resolve) => setTimeout(resolve, work.patience.pauseMs));
    }
  }
}

const lostRunner = (action: string) => ({
  what: `whatever ${action} had done before the restart: it could not be looked at`,
  command: "shisa doctor",
});
