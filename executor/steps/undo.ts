import type { Failure } from "../../protocol/messages.ts";
import { type Step, StepFailure } from "../runner.ts";
import { bounded } from "./bounded.ts";
import type { Ending, Work } from "./work.ts";

/** One undo may take this long, in milliseconds. */
const undoLimitMs = 60_000;

/** What will be told once everything is taken back. */
export interface Turn {
  readonly status: "failed" | "cancelled";
  readonly failure: Failure;
  /** after a crash even steps that are not known to have begun may have left something behind. */
  readonly which: "begun" | "all";
}

/** Takes the steps back in reverse. What cannot be taken back is named; the rest is taken back all the same. */
export async function undoAll(work: Work, { status, failure, which }: Turn): Promise<Ending> {
  const { runner, marks, plan } = work;
  if (runner.action.risk === "read") return { status, failure };
  // If this cannot be written down, undoing is right all the same: after a crash it would be undone too.
  await work.record({ t: "undoing", status, failure }).catch(() => undefined);
  work.turning();
  const left: Failure["left"] = [...failure.left];
  for (const name of runner.action.steps.toReversed()) {
    const wasBegun = marks.get(name) !== "todo";
    if (which === "begun" && !wasBegun) continue;
    const step = stepOf(work, name);
    const error = await undoOne(work, step);
    if (error === undefined) {
      if (wasBegun) marks.set(name, "undone");
      await work.record({ t: "step", step: name, state: "undone" }).catch(() => undefined);
    } else {
      left.push(...leftBehind(step, plan, name, error));
      work.log.error({ err: error, step: name, grant: work.job.grant }, "undoing a step");
    }
  }
  return { status, failure: { ...failure, left } };
}

async function undoOne(work: Work, step: Step<unknown>): Promise<Error | undefined> {
  let last: Error | undefined;
  for (let attempt = 0; attempt < work.patience.tries; attempt += 1) {
    if (attempt > 0) await new Promise((resolve) => setTimeout(resolve, work.patience.pauseMs));
    const signal = AbortSignal.timeout(undoLimitMs);
    try {
      await bounded(signal, step.undo(work.plan, { ...work.job, signal }));
      return undefined;
    } catch (error) {
      last = error instanceof Error ? error : new Error(String(error));
    }
  }
  return last;
}

function leftBehind(step: Step<unknown>, plan: unknown, name: string, error: Error): Failure["left"] {
  const said = error instanceof StepFailure ? error.left : [];
  const known = said.length > 0 ? said : (step.left?.(plan) ?? []);
  return known.length > 0 ? known : [{ what: `${name}: ${error.message}`.slice(0, 500), command: "shisa doctor" }];
}

/** The runner's own step of that name; a catalogue step without one would be a compile error. */
export function stepOf({ runner }: Pick<Work, "runner">, name: string): Step<unknown> {
  const step = Object.hasOwn(runner.steps, name) ? runner.steps[name] : undefined;
  if (step === undefined) throw new Error(`the runner of ${runner.action.name} has no step ${name}`);
  return step;
}
