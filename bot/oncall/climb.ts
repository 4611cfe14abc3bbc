import type { Why } from "../../handlers/oncall/notice.ts";
import type { Rung } from "./ladder.ts";

/** Who is told, and why; and who should have been and has no chat. */
export interface Calls {
  readonly told: readonly { readonly account: string; readonly why: Why }[];
  readonly unreachable: readonly string[];
}

/**
 * Whom the rungs that are due call, each once and for the highest of them. Whoever has no chat gives way to the next.
 * @param line who has it, then the others in the order of their turns
 * @param first how many rungs came before these
 */
export function callsOf(
  rungs: readonly Rung[],
  first: number,
  line: readonly string[],
  isReachable: (account: string) => boolean,
): Calls {
  const reachable = line.filter(isReachable);
  const [one, next = one] = reachable;
  const told = new Map<string, Why>();
  const unreachable = new Set<string>();
  const call = (account: string | undefined, why: Why): void => {
    if (account !== undefined) told.set(account, why);
  };
  for (const [index, { to }] of rungs.entries()) {
    if (to === "everyone") for (const account of reachable) call(account, "everyone");
    if (to === "next") call(next, "next");
    if (to === "oncall") call(one, first + index === 0 ? "first" : "again");
    const skipped = to === "everyone" ? line : line.slice(0, one === undefined ? line.length : line.indexOf(one));
    for (const account of skipped) if (!isReachable(account)) unreachable.add(account);
  }
  return { told: [...told].map(([account, why]) => ({ account, why })), unreachable: [...unreachable] };
}
