import type { z } from "zod";
import type { HostFacts, PersonFacts, Target, Use } from "../policies/facts.ts";
import type { Action, InputOf, OutputOf, StepOf } from "../protocol/action.ts";
import type { ChatIdentity, Failure } from "../protocol/messages.ts";
import type { Outcome } from "../protocol/refusal.ts";

/** What a runner looked up for decide(). */
export interface Facts {
  readonly target: Target | undefined;
  readonly use: Use;
  readonly host: HostFacts | undefined;
}

/** What is known of a grant before it is known who asks. */
export interface Asking {
  readonly grant: string;
  readonly identity: ChatIdentity;
  /** Thumbprint of the bot's key that asked. */
  readonly bot: string;
  readonly signal: AbortSignal;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** One job as its runner sees it. */
export interface Job {
  readonly grant: string;
  readonly person: PersonFacts;
  /** Where they asked, as the bot says: a terminal, or a chat. */
  readonly identity: ChatIdentity;
  /** Thumbprint of the bot's key that asked. */
  readonly bot: string;
  /** Aborted by a cancel, the time limit, or the executor's end. */
  readonly signal: AbortSignal;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * One step. `do` brings it about, and is harmless when done twice; `undo` takes it back, and is harmless when nothing
 * was done; `probe` looks at the real system: is its effect there?
 */
export interface Step<Plan> {
  readonly do: (plan: Plan, job: Job) => Promise<void>;
  readonly undo: (plan: Plan, job: Job) => Promise<void>;
  readonly probe: (plan: Plan, job: Job) => Promise<boolean>;
  /** What stays behind when `undo` throws, each with the command that removes it. */
  readonly left?: (plan: Plan) => Failure["left"];
}

/** How an executor does one action. A step that the catalogue names and the runner lacks is a compile error. */
export interface Runner<A extends Action, Plan> {
  readonly action: A;
  /**
   * For an action that anybody may ask for (protocol/action.ts): finds out, from a proof in the input, who asks. What it
   * gives takes the place of the grant's `nobody`, and is decided about like anybody else.
   */
  readonly identify?: (input: InputOf<A>, about: Asking) => Promise<Outcome<PersonFacts>>;
  /**
   * Looks that may be slow because of one person only (a home that hangs). Called before `facts` with the same job
   * object, OUTSIDE the host's planning lock, so that nobody else waits; changes and refuses nothing.
   */
  readonly prepare?: (input: InputOf<A>, job: Job) => Promise<void>;
  /** Looks up, itself and now, what decide() needs. Runs inside the host's planning lock. */
  readonly facts: (input: InputOf<A>, job: Job, openPlans: readonly OpenPlan[]) => Promise<Facts>;
  /** Chooses ids, addresses, paths; changes nothing. Runs inside the host's planning lock, except for reads. */
  readonly plan: (input: InputOf<A>, job: Job, openPlans: readonly OpenPlan[]) => Promise<Outcome<Plan>>;
  readonly planSchema: z.ZodType<Plan>;
  readonly steps: Readonly<Record<StepOf<A>, Step<Plan>>>;
  /**
   * Once this step's effect is there (by its probe), the job is carried on after a crash or a failed later step
   * instead of being undone. Absent: always undone.
   */
  readonly pointOfNoReturn?: StepOf<A>;
  /** A cancel after the point of no return: undo takes everything back all the same (the default), carryOn is too late. */
  readonly cancelledLate?: "undo" | "carryOn";
  readonly result: (plan: Plan, job: Job) => Promise<OutputOf<A>>;
}

/** A job under way on this host, from the journal: planned and not yet ended. Its plan counts as used. */
export interface OpenPlan {
  readonly grant: string;
  readonly action: string;
  readonly person: PersonFacts;
  readonly plan: unknown;
}

/** A failure that a step explains by itself, with a code that people get words for. */
export class StepFailure extends Error {
  override readonly name = "StepFailure";
  readonly code: string;
  readonly left: Failure["left"];
  constructor(code: string, detail: string, options: { cause?: unknown; left?: Failure["left"] } = {}) {
    super(detail, { cause: options.cause });
    this.code = code;
    this.left = options.left ?? [];
  }
}

/** A runner whose types are checked, given to the registry without them. */
export function defineRunner<A extends Action, Plan>(runner: Runner<A, Plan>): AnyRunner {
  return runner as unknown as AnyRunner;
}
export type AnyRunner = Runner<Action, unknown>;
