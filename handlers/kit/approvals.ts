import type { ChatIdentity, Person } from "../../protocol/messages.ts";
import type { Outcome, Refusal } from "../../protocol/refusal.ts";
import type { Context } from "./ports.ts";

/** One request that waits, or waited, for another person's yes. Times in milliseconds since 1970. */
export interface ApprovalView {
  readonly number: number;
  /** The id of the grant that it becomes. */
  readonly grant: string;
  readonly state: "waiting" | "approved" | "denied" | "expired" | "ended" | "withdrawn";
  readonly requester: Person & { readonly fullName: string };
  readonly identity: ChatIdentity;
  /** As it was typed; what runs is `action` with `input` on `host`. */
  readonly line: string;
  readonly command: string;
  readonly action: string;
  readonly input: unknown;
  readonly host: string;
  /** The rule that asks, with its numbers; its `approvers` are the roles whose yes lifts it. */
  readonly refusal: Refusal;
  /** Who asked has signed it, where it has to be signed. */
  readonly signed: boolean;
  /** Rises when the rule or its numbers change. */
  readonly revision: number;
  readonly madeAt: number;
  readonly until: number;
  readonly decidedBy?: Person & { readonly fullName: string };
  readonly decidedAt?: number;
  /** Why it was denied. */
  readonly reason?: string;
  /** Why it cannot be done any more, where it ended so. */
  readonly why?: Refusal;
}

/** Who decides: always as they are now, never as somebody says. */
export type By = Pick<Context, "person" | "identity" | "proof">;

/** What waits for another person's yes, and that yes. */
export interface Approvals {
  /** All that waits, oldest first. */
  readonly waiting: () => readonly ApprovalView[];
  /** What one person has asked for, newest first. */
  readonly ofPerson: (person: Person, limit: number) => readonly ApprovalView[];
  readonly one: (number: number) => ApprovalView | undefined;
  /**
   * Another person's yes: decided again first, with what is known now. Gives the approval as it then is.
   * @param revision what was seen; absent: whatever it is now
   */
  readonly approve: (number: number, by: By, revision?: number) => Promise<Outcome<ApprovalView>>;
  readonly deny: (number: number, by: By, reason: string) => Promise<Outcome<ApprovalView>>;
  /**
   * What who asked, or then an approver, has signed with munge for an act of risk "root"; an approver's is their yes.
   */
  readonly sign: (number: number, by: By, credential: string) => Promise<Outcome<ApprovalView>>;
  /** Taken back by who asked. */
  readonly withdraw: (number: number, by: By) => Promise<Outcome<ApprovalView>>;
}
