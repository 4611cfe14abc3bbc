import type { Failure } from "../protocol/messages.ts";
import { StepFailure } from "./runner.ts";
import { bounded } from "./steps/bounded.ts";
import { stepOf, undoAll } from "./steps/undo.ts";
import type { Ending, Work } from "./steps/work.ts";

export type { Hooks } from "./steps/work.ts";

/** One look at the real system may take this long, in milliseconds. */
const probeLimitMs = 20_000;

/**
 * Does a job's steps in order, from `from` on. Before the point of no return a failure, a cancel or the time limit takes
 * everything back; after it (`isPast`) the job is kept as it is, and a cancel does what the runner says.
 */
export async function carryOut(work: Work, begin: { from: number; isPast: boolean }): Promise<Ending> {
  const { runner, control, marks } = work;
  let { isPast } = begin;
  const pass = (): void => {
    isPast = true;
    if (carriesOn(work)) control.refuseCancels();
  };
  if (isPast) pass();
  for (const name of runner.action.steps.slice(begin.from)) {
    const error = control.reason() === undefined ? await doStep(work, name) : stopped(work);
    if (error === undefined) {
      if (name === runner.pointOfNoReturn) pass();
      continue;
    }
    // The program may have said no, or been ended, after the act itself was done.
    const isEdge = name === runner.pointOfNoReturn && marks.get(name) !== "todo";
    if (isEdge && (await isThere(work, name).catch(() => false))) {
      pass();
      if (control.reason() === undefined) {
        await settle(work, name);
        continue;
      }
    }
    if (marks.get(name) !== "todo") marks.set(name, "failed");
    return giveUp(work, failureOf(error, name), isPast);
  }
  if (control.reason() === "cancelled") return giveUp(work, failureOf(stopped(work), undefined), isPast);
  try {
    const signal = AbortSignal.timeout(probeLimitMs);
    const output = await bounded(signal, runner.result(work.plan, { ...work.job, signal }));
    return { status: "done", output: runner.action.output.parse(output) };
  } catch (error) {
    return giveUp(work, failureOf(error, undefined), isPast);
  }
}

/** Whether a step's effect is there. */
export async function isThere(work: Work, name: string): Promise<boolean> {
  const signal = AbortSignal.timeout(probeLimitMs);
  return bounded(signal, stepOf(work, name).probe(work.plan, { ...work.job, signal }));
}

async function doStep(work: Work, name: string): Promise<unknown> {
  const { marks, control, job, runner, hooks } = work;
  const edge = { grant: job.grant, action: runner.action.name, step: name };
  try {
    await work.record({ t: "step", step: name, state: "doing" });
    marks.set(name, "doing");
    await hooks.atStep({ ...edge, edge: "before" });
    const signal = control.signal();
    const waits = runner.action.waits?.includes(name) === true;
    if (waits) work.waiting(true);
    try {
      await bounded(signal, stepOf(work, name).do(work.plan, { ...job, signal }));
    } finally {
      if (waits) work.waiting(false);
    }
    await hooks.atStep({ ...edge, edge: "after" });
    await settle(work, name);
    return undefined;
  } catch (error) {
    return error ?? new Error("a step failed without saying why");
  }
}

async function settle(work: Work, name: string): Promise<void> {
  await work.record({ t: "step", step: name, state: "done" });
  work.marks.set(name, "done");
}

const carriesOn = ({ runner }: Work): boolean =>
  (runner.cancelledLate ?? (runner.action.risk === "destroy" ? "carryOn" : "undo")) === "carryOn";

const stopped = ({ control }: Work): StepFailure => {
  const reason = control.reason() ?? "cancelled";
  return new StepFailure(reason, reason === "cancelled" ? "it was cancelled" : "it took too long");
};

async function giveUp(work: Work, failure: Failure, isPast: boolean): Promise<Ending> {
  const reason = work.control.reason();
  const code = reason ?? failure.code;
  if (isPast && reason !== "cancelled") return { status: "failed", failure: { ...failure, code, kept: true } };
  const status = reason === "cancelled" ? "cancelled" : "failed";
  return undoAll(work, { status, failure: { ...failure, code }, which: "begun" });
}

/** What people are told about an error: its own code where it has one, and the first lines of what it says. */
export function failureOf(error: unknown, step: string | undefined): Failure {
  const said = error instanceof Error ? error.message : String(error);
  return {
    code: error instanceof StepFailure ? error.code : "step.failed",
    ...(step === undefined ? {} : { step }),
    detail: said.replaceAll(/\s+/g, " ").trim().slice(0, 500),
    kept: false,
    left: error instanceof StepFailure ? [...error.left] : [],
  };
}
