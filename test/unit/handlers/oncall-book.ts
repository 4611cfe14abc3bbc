import type { Duty, OncallPort, SwapView } from "../../../handlers/kit/oncall.ts";
import { accepted, refuse, refused } from "../../../protocol/refusal.ts";

const day = 24 * 3_600_000;
/** 30 March to 6 April 2026, 10:00 in Tokyo. */
const monday = Date.parse("2026-03-30T01:00:00Z");

/** hanako has this week, taro the next but for two days that he cannot. */
const duties: readonly Duty[] = [
  { from: monday, until: monday + 7 * day, turn: "e235701", account: "e235701" },
  { from: monday + 7 * day, until: monday + 9 * day, turn: "e235702", account: "adm1" },
  { from: monday + 9 * day, until: monday + 10 * day, turn: "e235702", absent: "e235702" },
  { from: monday + 10 * day, until: monday + 35 * day, turn: "e235702", account: "e235702" },
];
export const swap: SwapView = {
  ...{ number: 7, asker: "e235702", asked: "e235701", state: "waiting" },
  ...{ from: monday + 10 * day, until: monday + 14 * day, madeAt: monday },
};

/** Who is on call, and what was asked of it. */
export function oncallOf(more: Partial<OncallPort> = {}): OncallPort {
  return {
    members: () => ["e235701", "e235702", "adm1"],
    dutiesBetween: (from, until) =>
      duties
        .filter((duty) => duty.from < until && duty.until > from)
        .map((duty) => ({ ...duty, from: Math.max(from, duty.from), until: Math.min(until, duty.until) })),
    away: () => [{ account: "e235702", from: monday + 9 * day, until: monday + 10 * day, reason: "期末試験" }],
    isReachable: (account) => account !== "e235702",
    swapsOf: (account) => (account === swap.asker || account === swap.asked ? [swap] : []),
    markAway: async (_by, period) => accepted(period),
    markBack: async () => accepted(1),
    askSwap: async (by, asked, period, back) =>
      accepted({ ...swap, number: 8, asker: by.name, asked, ...period, ...(back === undefined ? {} : { back }) }),
    answerSwap: async (number, _by, yes) =>
      number === swap.number
        ? accepted({ ...swap, state: yes ? "accepted" : "declined" })
        : refused(refuse("oncall.no_swap", { number })),
    takeOver: async (_by, period) => accepted(period),
    assign: async (_by, _account, period) => accepted(period),
    page: async () => accepted(3),
    ...more,
  };
}
