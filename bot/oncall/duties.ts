import type { Duty } from "../../handlers/kit/oncall.ts";
import { type Turns, turnsBetween } from "./turns.ts";

/** Somebody takes a time over from whoever has it; of two the later one counts. Milliseconds since 1970. */
export interface Cover {
  readonly account: string;
  readonly from: number;
  readonly until: number;
}

/** A time at which somebody said that they cannot. */
export type Away = Cover;

export interface Plan {
  readonly turns: Turns;
  /** In the order in which they were made. */
  readonly covers: readonly Cover[];
  readonly away: readonly Away[];
}

const holds = ({ from, until }: Cover, at: number): boolean => from <= at && at < until;

/** Who is to look between two times, one entry for each change of hands, clipped to them. */
export function dutiesBetween({ turns, covers, away }: Plan, from: number, until: number): readonly Duty[] {
  const weeks = turnsBetween(turns, from, until);
  const edges = [...weeks, ...covers, ...away].flatMap((one) => [one.from, one.until]);
  const inside = edges.filter((edge) => edge > from && edge < until);
  const marks = [...new Set([from, ...inside, until])].toSorted((a, b) => a - b);
  const duties: Duty[] = [];
  for (const [index, begin] of marks.entries()) {
    const end = marks[index + 1];
    const week = weeks.find((one) => one.from <= begin && begin < one.until);
    if (end === undefined || week === undefined) continue;
    const meant = covers.findLast((cover) => holds(cover, begin))?.account ?? week.account;
    const isAway = away.some((one) => one.account === meant && holds(one, begin));
    const duty: Duty = {
      ...{ from: begin, until: end, turn: week.account },
      ...(isAway ? { absent: meant } : { account: meant }),
    };
    const last = duties.at(-1);
    if (last !== undefined && isSame(last, duty)) duties[duties.length - 1] = { ...last, until: end };
    else duties.push(duty);
  }
  return duties;
}

const isSame = (one: Duty, other: Duty): boolean =>
  one.until === other.from && one.turn === other.turn && one.account === other.account && one.absent === other.absent;

/** Who has it at a time; undefined where nobody takes turns. */
export const dutyAt = (plan: Plan, at: number): Duty | undefined => dutiesBetween(plan, at, at + 1)[0];

/** The times between two that nobody has. */
export const uncoveredBetween = (plan: Plan, from: number, until: number): readonly Duty[] =>
  dutiesBetween(plan, from, until).filter(({ account }) => account === undefined);

/**
 * Whom to tell at a time, one after the other: who has it, then the others in the order of their turns. Whoever cannot
 * is left out.
 */
export function lineAt(plan: Plan, at: number): readonly string[] {
  const { members } = plan.turns;
  const duty = dutyAt(plan, at);
  if (duty === undefined) return [];
  const place = members.indexOf(duty.account ?? duty.turn);
  const start = place === -1 ? members.indexOf(duty.turn) : place;
  const others = [...members.slice(start + 1), ...members.slice(0, start + 1)];
  const isAway = (account: string): boolean => plan.away.some((one) => one.account === account && holds(one, at));
  const first = duty.account === undefined ? [] : [duty.account];
  return [...first, ...others.filter((account) => account !== duty.account && !isAway(account))];
}
