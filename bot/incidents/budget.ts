import type { IncidentView } from "../../handlers/kit/incidents.ts";

/** How much may be done within the last minute. */
export interface Budget {
  /** Whether so many are left besides those that are kept for what matters more. */
  readonly fits: (count: number, kept?: number) => boolean;
  readonly spend: (count: number) => void;
  /** Spends so many, if they fit. */
  readonly take: (count: number, kept?: number) => boolean;
}

/** A chat platform gets no more calls than this in a minute for all that is wrong together, whatever happens. */
export const callsPerMinute = 20;
/** What a message under an incident's card costs: the thread is made with its first. */
export const callsInThread = ({ events }: Pick<IncidentView, "events">, threaded = 1): number =>
  threaded > 1 || events.some(({ kind }) => kind === "told") ? 1 : 2;
/** What others leave for what matters more: calls to people before new cards, these before edits, and threads last. */
export const keptFor = { cards: 3, edits: 4, threads: 8 } as const;

const minuteMs = 60_000;

/** @param now milliseconds; a step of the clock in either direction makes nothing wait for longer */
export function createBudget(perMinute: number, now: () => number): Budget {
  let spent: number[] = [];
  const fits: Budget["fits"] = (count, kept = 0) => {
    spent = spent.filter((at) => Math.abs(now() - at) < minuteMs);
    return spent.length + count + kept <= perMinute;
  };
  const spend: Budget["spend"] = (count) => void spent.push(...Array.from({ length: count }, now));
  return {
    fits,
    spend,
    take: (count, kept) => {
      if (!fits(count, kept)) return false;
      spend(count);
      return true;
    },
  };
}
