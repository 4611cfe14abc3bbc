import type { Person, Role } from "../protocol/messages.ts";

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

/** The host that would act. Sizes in GiB; `committedGiB` is what the overlays there may still grow by. */
export interface HostFacts {
  readonly name: string;
  readonly stopped: boolean;
  readonly diskTotalGiB: number;
  readonly diskFreeGiB: number;
  readonly committedGiB: number;
}

export const noUse: Use = { guests: 0, runningCpus: 0, runningMemoryMiB: 0, diskGiB: 0 };

/** Everything that decide() looks at. `person` is undefined for somebody who is not (any more) in the department. */
export interface Question {
  readonly action: string;
  readonly input: unknown;
  readonly person: PersonFacts | undefined;
  /** undefined where the action is about nothing that exists, or it does not exist. */
  readonly target: Target | undefined;
  readonly use: Use;
  readonly host: HostFacts | undefined;
}

export type Decision =
  | { readonly effect: "allow" }
  | { readonly effect: "refuse"; readonly refusal: import("../protocol/refusal.ts").Refusal }
  | { readonly effect: "approval"; readonly refusal: import("../protocol/refusal.ts").Refusal };
