import type { Person, Role } from "../protocol/messages.ts";
import type { OwnLimits } from "../protocol/order.ts";
import type { Refusal } from "../protocol/refusal.ts";

/** Who asks, as this host's NSS knows them now. */
export interface PersonFacts extends Person {
  readonly roles: readonly Role[];
}

/** What one person holds on a host, jobs under way included. cpu and memory count running guests only. */
export interface Use {
  readonly guests: number;
  readonly runningCpus: number;
  readonly runningMemoryMiB: number;
  readonly diskGiB: number;
}

/** The thing that an action is about, where it is about one. */
export interface Target {
  readonly name: string;
  readonly owner: Person;
  readonly running: boolean;
  readonly cpu: number;
  readonly memoryMiB: number;
  readonly diskGiB: number;
}

/** The host that would act. Sizes in GiB, fractions allowed. */
export interface HostFacts {
  readonly name: string;
  /** Whether the stop file is there. */
  readonly stopped: boolean;
  readonly diskTotalGiB: number;
  /** Free now, for root or not as the host's disk is used. */
  readonly diskFreeGiB: number;
  /**
   * What the overlays there, open plans' included, may still grow by, already multiplied by the host's growth factor:
   * whoever looks the facts up applies it.
   */
  readonly committedGiB: number;
  /** The growth factor itself, 0 to 1, which decide() applies to the disk that is asked for. Absent: 1, all of it. */
  readonly growth?: number;
}

/** Where something was asked from. `place` is the bot's word, the rest is what the executor checked. */
export interface Channel {
  readonly platform: string;
  readonly workspace: string;
  readonly place: "private" | "channel";
  /** An executor signed that the identity is the person; false for root's own terminal. */
  readonly proved: boolean;
}

/** An exam that runs now and that the person sits: the course's Unix group, and its end in milliseconds since 1970. */
export interface Exam {
  readonly course: string;
  readonly until: number;
}

/** A time at which the host that would act is not to do jobs, the next or the one that runs; milliseconds since 1970. */
export interface Maintenance {
  readonly from: number;
  readonly until: number;
}

export const noUse: Use = { guests: 0, runningCpus: 0, runningMemoryMiB: 0, diskGiB: 0 };

/** Everything that decide() looks at. `person` is undefined for somebody who is not (any more) in the department. */
export interface Question {
  readonly action: string;
  readonly input: unknown;
  /** The action's schema took the input before, and what is kept of it may lack what an audit does not hold. */
  readonly inputTaken?: true;
  readonly person: PersonFacts | undefined;
  /** undefined where the action is about nothing that exists, or it does not exist. */
  readonly target: Target | undefined;
  readonly use: Use;
  /** undefined where the host's state is not known; then nothing that changes guests is allowed. */
  readonly host: HostFacts | undefined;
  /** When it is decided, in milliseconds since 1970; absent: no rule about times holds it back or lets it through. */
  readonly at?: number;
  /** Absent: not known. */
  readonly channel?: Channel;
  /** Of the person alone; what is absent is as their roles have it. */
  readonly ownLimits?: OwnLimits;
  /** Absent: none. */
  readonly exams?: readonly Exam[];
  /** Absent: none. */
  readonly maintenance?: Maintenance;
  /** Who else said yes to just this, as the host's NSS knows them now; undefined: somebody who is nobody here. */
  readonly approval?: { readonly approver: PersonFacts | undefined };
}

/**
 * allow: nothing stands against it. refuse: no, and nobody's approval helps. approval: nothing but another person's
 * approval is lacking; the refusal says whose.
 */
export type Decision =
  | { readonly effect: "allow" }
  | { readonly effect: "refuse"; readonly refusal: Refusal }
  | { readonly effect: "approval"; readonly refusal: Refusal };
