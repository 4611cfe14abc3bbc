import type { z } from "zod";

/** read: changes nothing; change: can be undone; destroy: cannot; root: needs proof that the bot cannot make. */
export type Risk = "read" | "change" | "destroy" | "root";
/** quick: seconds, never waits behind long work; long: may take minutes. */
export type Lane = "quick" | "long";

/** One thing that an executor can be asked to do: data only, shared by both sides. */
export interface Action<
  Name extends string = string,
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
  Step extends string = string,
> {
  readonly name: Name;
  readonly lane: Lane;
  readonly risk: Risk;
  readonly input: Input;
  readonly output: Output;
  /** In the order in which they are done; undone in reverse. */
  readonly steps: readonly Step[];
  /** From start to end, in milliseconds; then the action is ended and undone. Steps of `waits` do not count. */
  readonly timeLimitMs: number;
  /** Steps that only wait for what goes on outside, for days where it has to be: nobody's slot is held for them. */
  readonly waits?: readonly NoInfer<Step>[];
  /**
   * anybody: who asks is not known before the executor has looked at a proof in the input; the grant names `nobody`
   * (messages.ts). Absent: the grant names the person.
   */
  readonly asker?: "anybody";
  /** What an audit keeps of an input, right or wrong, instead of all of it. */
  readonly audited?: (input: unknown) => unknown;
}

export function defineAction<
  Name extends string,
  Input extends z.ZodType,
  Output extends z.ZodType,
  const Step extends string,
>(action: Action<Name, Input, Output, Step>): Action<Name, Input, Output, Step> {
  return Object.freeze(action);
}

export type InputOf<A extends Action> = z.infer<A["input"]>;
export type OutputOf<A extends Action> = z.infer<A["output"]>;
export type StepOf<A extends Action> = A["steps"][number];
