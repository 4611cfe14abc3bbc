import type { Channel, PersonFacts, Question } from "../../policies/facts.ts";
import { accepted, type Outcome } from "../../protocol/refusal.ts";
import type { Facts } from "../runner.ts";
import type { About } from "./admitted.ts";

type Person = PersonFacts;

/**
 * What decide() needs beside what the action's runner looks up. Each looks now, at this host's own sources, and may
 * refuse; a fault (a directory that does not answer) is thrown and fails the job.
 */
export interface Lookups {
  /** Whether an executor vouches for it that this identity is the person: the link or session that the grant brings. */
  readonly proved: (about: About, person: Person) => Promise<Outcome<boolean>>;
  /** A person's own limits, the exams that they sit now, and when this host is closed next. `at` in milliseconds since 1970. */
  readonly ordered: (person: Person, at: number) => Promise<Pick<Question, "ownLimits" | "exams" | "maintenance">>;
  /** Who else said yes to this very grant, as NSS knows them now; undefined: nobody. */
  readonly approval: (about: About, person: Person) => Promise<Outcome<Question["approval"]>>;
}

/** Where nothing else is given: no proof, nothing ordered, and an approval that nobody has looked at counts for nothing. */
export const noLookups: Lookups = {
  proved: () => Promise.resolve(accepted(false)),
  ordered: () => Promise.resolve({}),
  approval: () => Promise.resolve(accepted(undefined)),
};

/** What is known of how and by whom it was asked; the rest of a question is looked up under the planning lock. */
export type Known = Pick<
  Question,
  "action" | "input" | "channel" | "ownLimits" | "exams" | "maintenance" | "approval"
> & {
  readonly person: Person;
};

/** Looks up what may be slow for one person's sake, so it is done before the host's planning lock is taken. */
export async function lookUp(lookups: Lookups, about: About, person: Person, at: number): Promise<Outcome<Known>> {
  const proved = await lookups.proved(about, person);
  if (!proved.ok) return proved;
  const approval = await lookups.approval(about, person);
  if (!approval.ok) return approval;
  const { action, input } = about;
  return accepted({
    action,
    input,
    person,
    channel: channelOf(about, proved.value),
    ...(await lookups.ordered(person, at)),
    ...(approval.value === undefined ? {} : { approval: approval.value }),
  });
}

/** The whole question, at the moment of the decision. */
export const questionOf = (known: Known, { target, use }: Facts, host: Facts["host"], at: number): Question => ({
  ...known,
  target,
  use,
  host,
  at,
});

/** A grant that does not say where it was typed is taken for one from a channel, which may do less. */
const channelOf = ({ identity: { platform, workspace }, vouched }: About, proved: boolean): Channel => ({
  platform,
  workspace,
  place: vouched?.place ?? "channel",
  proved,
});
