import type { SwapView } from "../../handlers/kit/oncall.ts";
import type { Person } from "../../protocol/messages.ts";
import { accepted, type Outcome, type Refusal, refuse, refused } from "../../protocol/refusal.ts";
import type { Store } from "../store/database.ts";
import { oncallIn, type SwapRow } from "../store/oncall.ts";
import type { Rota } from "./rota.ts";

interface Period {
  readonly from: number;
  readonly until: number;
}

const weekMs = 7 * 86_400_000;
/** How far ahead somebody's next turn is looked for. */
const aheadMs = 26 * weekMs;

/** How people change who is on call; each is looked at and written in one piece, so that two at once are one after the other. */
export interface Changes {
  readonly markAway: (by: Person, period: Period, reason: string) => Promise<Outcome<Period>>;
  readonly markBack: (by: Person, period: Period) => Promise<Outcome<number>>;
  readonly askSwap: (by: Person, asked: string, period?: Period, back?: Period) => Promise<Outcome<SwapView>>;
  readonly answerSwap: (number: number, by: Person, yes: boolean) => Promise<Outcome<SwapView>>;
  readonly takeOver: (by: Person, period: Period) => Promise<Outcome<Period>>;
  readonly assign: (by: Person, account: string, period: Period) => Promise<Outcome<Period>>;
}

export interface ChangesParts {
  readonly store: Store;
  readonly rota: Rota;
  readonly now: () => number;
}

export function createChanges({ store, rota, now }: ChangesParts): Changes {
  const table = oncallIn(store);
  const isMember = (account: string): boolean => rota.members().includes(account);
  const notMember = (account: string): Refusal => refuse("oncall.member", { account });
  /** Whether all of a time is somebody's, or would be if they could. */
  const isTheirs = (account: string, { from, until }: Period): boolean => {
    const duties = rota.dutiesBetween(from, until);
    return duties.length > 0 && duties.every((duty) => (duty.account ?? duty.absent) === account);
  };
  const isAway = (account: string, { from, until }: Period): boolean =>
    rota.away(from).some((one) => one.account === account && one.from < until);
  const nextOf = (account: string): Period | undefined => {
    const duties = rota
      .dutiesBetween(now(), now() + aheadMs)
      .filter((duty) => (duty.account ?? duty.absent) === account);
    const [first, ...later] = duties;
    if (first === undefined) return undefined;
    const until = later.reduce((end, duty) => (duty.from === end ? duty.until : end), first.until);
    return { from: first.from, until: Math.min(until, first.from + weekMs) };
  };
  /** Why a swap cannot be; looked at when it is asked for, and again when the other says yes. */
  const againstSwap = (asker: string, asked: string, give: Period, back: Period | undefined): Refusal | undefined => {
    if (!isMember(asker)) return notMember(asker);
    if (!isMember(asked)) return notMember(asked);
    if (asker === asked) return refuse("oncall.self");
    if (give.until <= now()) return refuse("oncall.over");
    if (!isTheirs(asker, { ...give, from: Math.max(give.from, now()) }))
      return refuse("oncall.not_theirs", { account: asker, ...give });
    if (isAway(asked, give)) return refuse("oncall.is_away", { account: asked });
    if (back === undefined) return undefined;
    // What is offered in return must still be there to be had.
    if (back.until <= now()) return refuse("oncall.over");
    if (!isTheirs(asked, { ...back, from: Math.max(back.from, now()) }))
      return refuse("oncall.not_theirs", { account: asked, ...back });
    return isAway(asker, back) ? refuse("oncall.is_away", { account: asker }) : undefined;
  };
  const accept = (row: SwapRow): Outcome<SwapView> => {
    const view = viewOf(row);
    const against = againstSwap(row.asker, row.asked, view, view.back);
    if (against !== undefined) return refused(against);
    table.decideSwap(row.number, "accepted", now());
    table.cover(row.asked, row.from_at, row.until_at, row.asker, now(), row.number);
    if (view.back !== undefined) table.cover(row.asker, view.back.from, view.back.until, row.asked, now(), row.number);
    return accepted({ ...view, state: "accepted" });
  };

  return {
    markAway: (by, period, reason) =>
      store.write(() => {
        if (!isMember(by.name)) return refused(notMember(by.name));
        table.addAway(by.name, period.from, period.until, reason, now());
        return accepted(period);
      }),
    markBack: (by, { from, until }) => store.write(() => accepted(table.removeAway(by.name, from, until))),
    askSwap: (by, asked, period, back) =>
      store.write(() => {
        const give = period ?? nextOf(by.name);
        if (give === undefined) return refused(isMember(by.name) ? refuse("oncall.no_turn") : notMember(by.name));
        const against = againstSwap(by.name, asked, give, back);
        if (against !== undefined) return refused(against);
        const row = table.addSwap({
          ...{ asker: by.name, asked, from_at: give.from, until_at: give.until, made_at: now() },
          ...{ back_from: back?.from ?? null, back_until: back?.until ?? null },
        });
        return accepted(viewOf(row));
      }),
    answerSwap: (number, by, yes) =>
      store.write(() => {
        const row = table.swap(number);
        // Whether there is one of others' is nobody's business.
        if (row === undefined || (row.asked !== by.name && row.asker !== by.name))
          return refused(refuse("oncall.no_swap", { number }));
        if (row.state !== "waiting") return refused(refuse("oncall.answered", { number, state: row.state }));
        if (row.asked !== by.name && yes) return refused(refuse("oncall.not_asked", { account: row.asked }));
        if (yes) return accept(row);
        const state = row.asked === by.name ? "declined" : "withdrawn";
        table.decideSwap(number, state, now());
        return accepted({ ...viewOf(row), state });
      }),
    takeOver: (by, period) =>
      store.write(() => {
        if (!isMember(by.name)) return refused(notMember(by.name));
        if (isAway(by.name, period)) return refused(refuse("oncall.is_away", { account: by.name }));
        const held = rota.dutiesBetween(period.from, period.until).find(({ account }) => account !== undefined);
        if (held?.account !== undefined)
          return refused(refuse("oncall.covered", { account: held.account, from: held.from }));
        table.cover(by.name, period.from, period.until, by.name, now(), null);
        return accepted(period);
      }),
    assign: (by, account, period) =>
      store.write(() => {
        if (!isMember(account)) return refused(notMember(account));
        if (isAway(account, period)) return refused(refuse("oncall.is_away", { account }));
        table.cover(account, period.from, period.until, by.name, now(), null);
        return accepted(period);
      }),
  };
}

export function viewOf(row: SwapRow): SwapView {
  const { number, asker, asked, from_at: from, until_at: until, back_from, back_until, state, made_at: madeAt } = row;
  const back = back_from === null || back_until === null ? {} : { back: { from: back_from, until: back_until } };
  return { number, asker, asked, from, until, ...back, state, madeAt };
}
