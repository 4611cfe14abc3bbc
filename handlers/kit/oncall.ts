import type { Person } from "../../protocol/messages.ts";
import type { Outcome } from "../../protocol/refusal.ts";

/** Who is to look, from when until when; milliseconds since 1970. People by account. */
export interface Duty {
  readonly from: number;
  readonly until: number;
  /** Whose week it is. */
  readonly turn: string;
  /** Who has it; undefined: nobody, because `absent` cannot. */
  readonly account?: string;
  readonly absent?: string;
}

interface Period {
  readonly from: number;
  readonly until: number;
}

/** A time at which somebody said that they cannot. */
export interface AwayView extends Period {
  readonly account: string;
  readonly reason: string;
}

/** Somebody asks another to take a time over, and may offer to take one of theirs. */
export interface SwapView extends Period {
  readonly number: number;
  readonly asker: string;
  readonly asked: string;
  /** What the asker takes in return. */
  readonly back?: Period;
  readonly state: "waiting" | "accepted" | "declined" | "withdrawn";
  readonly madeAt: number;
}

/** Who is on call. It names people and grants nobody anything. */
export interface OncallPort {
  /** In the order of their turns; empty: nobody takes turns here. */
  readonly members: () => readonly string[];
  readonly dutiesBetween: (from: number, until: number) => readonly Duty[];
  /** What is not over, the next first. */
  readonly away: () => readonly AwayView[];
  /** Whether somebody has a chat in which they can be told something. */
  readonly isReachable: (account: string) => boolean;
  /** What waits for an answer and is asked by, or of, somebody. */
  readonly swapsOf: (account: string) => readonly SwapView[];
  readonly markAway: (by: Person, period: Period, reason: string) => Promise<Outcome<Period>>;
  /** Takes back what somebody marked, as far as it touches a time. Resolves to how many there were. */
  readonly markBack: (by: Person, period: Period) => Promise<Outcome<number>>;
  /** Without a time: their next one. */
  readonly askSwap: (by: Person, asked: string, period?: Period, back?: Period) => Promise<Outcome<SwapView>>;
  readonly answerSwap: (number: number, by: Person, yes: boolean) => Promise<Outcome<SwapView>>;
  /** Takes a time that nobody has. */
  readonly takeOver: (by: Person, period: Period) => Promise<Outcome<Period>>;
  /** An administrator gives a time to somebody. */
  readonly assign: (by: Person, account: string, period: Period) => Promise<Outcome<Period>>;
  /** Calls whoever is on call; resolves to the incident's number. */
  readonly page: (by: Person & { readonly fullName: string }, reason: string) => Promise<Outcome<number>>;
}
