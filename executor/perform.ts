import type { Decider } from "../policies/decide.ts";
import { type Recorded, recordOf } from "../policies/recorded.ts";
import { refuse } from "../protocol/refusal.ts";
import type { Trust } from "../protocol/trust.ts";
import type { Clock } from "./clock.ts";
import type { People } from "./facts.ts";
import type { Journal } from "./journal.ts";
import type { Logger } from "./log.ts";
import type { Admitted } from "./perform/admitted.ts";
import type { Conclude, Finish } from "./perform/conclude.ts";
import type { Consents } from "./perform/consent.ts";
import { keepKnown } from "./perform/known.ts";
import { startLimit } from "./perform/limit.ts";
import { createLock } from "./perform/lock.ts";
import { type Known, type Lookups, lookUp, questionOf } from "./perform/question.ts";
import type { AnyRunner, Job } from "./runner.ts";
import { StepFailure } from "./runner.ts";
import { bounded } from "./steps/bounded.ts";
import type { Work } from "./steps/work.ts";
import { carryOut, failureOf, type Hooks } from "./steps.ts";

export interface PerformOptions {
  readonly journal: Journal;
  readonly conclude: Conclude;
  readonly people: Pick<People, "identify">;
  readonly decide: Decider["decide"];
  readonly lookups: Lookups;
  readonly consents: Consents;
  readonly runnerOf: (action: string) => AnyRunner | undefined;
  readonly isStopped: () => boolean;
  readonly trust: Trust;
  readonly hooks: Hooks;
  /** A job only waits for what goes on outside, or does so no longer. */
  readonly setAside: (id: string, isAside: boolean) => void;
  readonly now: Clock;
  readonly log: Logger;
}

type Planned = { readonly plan: unknown } | { readonly finish: Finish };

interface Turn {
  readonly ticket: Admitted;
  readonly runner: AnyRunner;
  /** Told once it was decided whether it may be done. */
  readonly ruled: (decided: Recorded) => void;
  readonly waiting: (isWaiting: boolean) => void;
}

/** Does one admitted job from its turn to its end; never rejects. */
export function createPerform(options: PerformOptions): (ticket: Admitted) => Promise<void> {
  const { journal, conclude, now, log, people, runnerOf } = options;
  const planningLock = createLock();

  async function take(turn: Turn): Promise<Finish> {
    const { ticket, runner } = turn;
    const { about, action, control } = ticket;
    const asking = { grant: about.id, identity: about.identity, bot: about.bot, signal: control.signal(), now };
    const identify = action.asker === "anybody" ? runner.identify : undefined;
    const who = await (identify?.(about.input, asking) ?? people.identify(about.person)).catch((error: Error) => {
      throw new StepFailure("program.failed", error.message, { cause: error });
    });
    if (!who.ok) return { status: "refused", refusal: who.refusal };
    const { name, uid, roles } = who.value;
    const { id: grant, identity, bot } = about;
    const job: Job = { grant, person: { name, uid, roles }, identity, bot, signal: control.signal(), now };
    await bounded(job.signal, Promise.resolve(runner.prepare?.(about.input, job)));
    const known = await bounded(job.signal, lookUp(options.lookups, about, job.person, now()));
    if (!known.ok) return { status: "refused", refusal: known.refusal };
    keepKnown(job, known.value);
    const isRead = action.risk === "read";
    const choose = (): Promise<Planned> => bounded(job.signal, plan(turn, job, known.value));
    const planned = await (isRead ? choose() : planningLock(choose));
    if ("finish" in planned) return planned.finish;
    const work = workOf(options, ticket, runner, { plan: planned.plan, job, waiting: turn.waiting });
    return carryOut(work, { from: 0, isPast: false });
  }

  async function plan({ ticket, runner, ruled }: Turn, job: Job, known: Known): Promise<Planned> {
    const { about, action, control } = ticket;
    const isRead = action.risk === "read";
    const stopped = options.isStopped();
    if (stopped && !isRead) return { finish: { status: "refused", refusal: refuse("host.stopped") } };
    if (control.reason() !== undefined) return { finish: stoppedBefore(control.reason()) };
    const open = journal.openPlans(about.id);
    const facts = await runner.facts(about.input, job, open);
    const host = facts.host === undefined ? undefined : { ...facts.host, stopped };
    const question = questionOf(known, facts, host, now());
    const decision = options.decide(question);
    const decided = recordOf(question, decision);
    ruled(decided);
    if (decision.effect !== "allow") return { finish: { status: "refused", refusal: decision.refusal } };
    const chosen = await runner.plan(about.input, job, open);
    if (!chosen.ok) return { finish: { status: "refused", refusal: chosen.refusal } };
    // Last of all, because each credential can be read once.
    const unsigned = await options.consents(about, action, job.person);
    if (unsigned !== undefined) return { finish: { status: "refused", refusal: unsigned } };
    if (control.reason() !== undefined) return { finish: stoppedBefore(control.reason()) };
    if (isRead) return { plan: chosen.value };
    const roles = [...job.person.roles];
    await journal.write({ t: "planned", id: about.id, at: now(), roles, plan: chosen.value, decided });
    return { plan: chosen.value };
  }

  return async (ticket) => {
    const { about, action, control, marks, deadline } = ticket;
    const startedAt = now();
    const notRun = { startedAt: null, steps: marks.list() };
    if (startedAt > deadline) return conclude(about, { status: "not_run", refusal: refuse("deadline.passed") }, notRun);
    const runner = runnerOf(action.name);
    if (runner === undefined) return conclude(about, { status: "refused", refusal: refuse("action.unknown") }, notRun);
    // Its key may have been taken out of the trust file while it waited.
    if (!options.trust.has(about.bot)) {
      return conclude(about, { status: "refused", refusal: refuse("bot.untrusted") }, notRun);
    }
    try {
      // On the disk before anything is started for this grant, even a look at who it is.
      await journal.write({ t: "claimed", at: startedAt, ...about });
    } catch (error) {
      log.error({ err: error, grant: about.id }, "claiming a grant");
      return conclude(about, { status: "refused", refusal: refuse("journal.unwritable") }, notRun);
    }
    if (action.risk !== "read") ticket.tell("running");
    const limit = startLimit(action.timeLimitMs, () => control.stop("time.limit"));
    const waiting = (isWaiting: boolean): void => {
      limit.pause(isWaiting);
      options.setAside(ticket.id, isWaiting);
    };
    let decided: Recorded | undefined;
    const ruled: Turn["ruled"] = (recorded) => {
      decided = recorded;
    };
    const finish = await take({ ticket, runner, ruled, waiting }).catch((error: unknown): Finish => {
      log.warn({ err: error, grant: about.id, action: action.name }, "a job failed");
      if (control.reason() !== undefined) return stoppedBefore(control.reason());
      return { status: "failed", failure: failureOf(error, undefined) };
    });
    limit.end();
    const course = { startedAt, steps: marks.list() };
    await conclude(about, finish, decided === undefined ? course : { ...course, decided });
  };
}

/** The planned job as the engine wants it. */
export function workOf(
  { journal, hooks, now, log }: Pick<PerformOptions, "journal" | "hooks" | "now" | "log">,
  ticket: Admitted,
  runner: AnyRunner,
  {
    plan,
    job,
    waiting,
    patience = { tries: 3, pauseMs: 500 },
  }: Pick<Work, "plan" | "job" | "waiting"> & Partial<Pick<Work, "patience">>,
): Work {
  const { id, action, control, marks } = ticket;
  const write: Work["record"] = (record) => journal.write({ ...record, id, at: now() });
  const record: Work["record"] = action.risk === "read" ? () => Promise.resolve() : write;
  return {
    runner,
    plan,
    job,
    control,
    marks,
    record,
    turning: () => ticket.tell("undoing"),
    waiting,
    hooks,
    log,
    patience,
  };
}

/** Stopped before there was a plan: nothing is left. */
function stoppedBefore(reason: "cancelled" | "time.limit" | undefined): Finish {
  const code = reason ?? "cancelled";
  return { status: code === "cancelled" ? "cancelled" : "failed", failure: { code, kept: false, left: [] } };
}
