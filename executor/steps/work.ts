import type { Failure } from "../../protocol/messages.ts";
import type { StepRecord, Undoing } from "../journal/records.ts";
import type { Logger } from "../log.ts";
import type { AnyRunner, Job } from "../runner.ts";
import type { Control } from "./control.ts";
import type { Marks } from "./marks.ts";

/** Lets tests stop the world at any step's edge. `before`: written down as begun; `after`: done, not yet written down. */
export interface Hooks {
  readonly atStep: (edge: {
    readonly grant: string;
    readonly action: string;
    readonly step: string;
    readonly edge: "before" | "after";
  }) => Promise<void>;
}

type WithoutStamp<R> = R extends unknown ? Omit<R, "id" | "at"> : never;

/** One planned job, ready to be done or undone. */
export interface Work {
  readonly runner: AnyRunner;
  readonly plan: unknown;
  readonly job: Job;
  readonly control: Control;
  readonly marks: Marks;
  /** Writes to the journal; for reads, which leave nothing to take back, it does nothing. */
  readonly record: (record: WithoutStamp<StepRecord | Undoing>) => Promise<void>;
  /** Called when it was decided to take everything back. */
  readonly turning: () => void;
  /** Called around each step that only waits for what goes on outside. */
  readonly waiting: (isWaiting: boolean) => void;
  readonly hooks: Hooks;
  readonly log: Logger;
  /** How often an undo is tried, and how long to wait in between, in milliseconds. */
  readonly patience: { readonly tries: number; readonly pauseMs: number };
}

/** How the steps of a job ended. */
export type Ending =
  | { readonly status: "done"; readonly output: unknown }
  | { readonly status: "failed" | "cancelled"; readonly failure: Failure };
