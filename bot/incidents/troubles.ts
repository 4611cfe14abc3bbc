import type { Condition } from "../../protocol/monitor.ts";
import type { Source } from "./incidents.ts";

/** Who tells: a source, and the host whose monitor it is. */
export interface Teller {
  readonly source: Source;
  /** "" for what no host tells. */
  readonly host: string;
}

/** What one host says of a trouble. */
export interface Saying {
  readonly host: string;
  readonly condition: Condition;
}

/** One condition, by whomever it is told. There may be ten thousand of them: each holds no more than it has to. */
export interface Trouble {
  readonly key: string;
  group: string;
  source: Source;
  /** What each host says of it now. */
  told: readonly Saying[];
  /** Since when it has been told without a break, in milliseconds since 1970. */
  since: number;
  /** Since when nobody tells it. */
  goneAt: number | undefined;
  /** The incident that it is part of. */
  incident: number | undefined;
  /** Somebody said that it is over: not looked at until it is told once more. */
  resolved: boolean;
}

const sourceText = ({ kind, name }: Source): string => `${kind}:${name}`;
export const tellerText = ({ source, host }: Teller): string => `${sourceText(source)}:${host}`;

/** The same on another host is another trouble only where the monitor says so. */
const placeOf = ({ source, host }: Teller, { scope }: Condition): string =>
  `${sourceText(source)}:${scope === "host" ? host : ""}`;

export const newTrouble = (teller: Teller, condition: Condition, at: number): Trouble => ({
  key: keyOf(teller, condition),
  group: placeOf(teller, condition),
  source: teller.source,
  told: [],
  since: at,
  goneAt: undefined,
  incident: undefined,
  resolved: false,
});

export const keyOf = (teller: Teller, condition: Condition): string => `${placeOf(teller, condition)}:${condition.key}`;

/** The worst that is said of it; of what is equally bad the first host's word, whichever came first. */
export function sayingOf({ told }: Trouble, silent: ReadonlySet<string>): Condition | undefined {
  const [first] =
    told.length < 2
      ? told
      : [...told].sort(
          (one, other) =>
            Number(silent.has(one.host)) - Number(silent.has(other.host)) ||
            Number(other.condition.severity === "error") - Number(one.condition.severity === "error") ||
            (one.host < other.host ? -1 : 1),
        );
  return first?.condition;
}

/** A host says something of it. Gives whether that is news. */
export function say(trouble: Trouble, host: string, condition: Condition): boolean {
  if (trouble.told.some((said) => said.host === host && said.condition === condition)) return false;
  unsay(trouble, host);
  trouble.told = [...trouble.told, { host, condition }];
  return true;
}

/** A host says nothing of it any more. */
export function unsay(trouble: Trouble, host: string): void {
  if (trouble.told.some((said) => said.host === host)) trouble.told = trouble.told.filter((said) => said.host !== host);
}

/** Of what began at nearly the same time so much is one message, in milliseconds. */
export const togetherMs = 10_000;
/** And so many at most. */
export const mostTogether = 100;
/** What comes again within so long is the same incident. */
export const flappingMs = 10 * 60_000;
/** What had to be told for a while has to be gone for a while, and no longer than this. */
const longestSettleMs = 30_000;
/** What came back so often has to be gone for longer before that is believed. */
const unsteadyReturns = 3;
const unsteadySettleMs = 120_000;

export const settleMs = ({ holdMs = 0 }: Condition, returns: number): number =>
  Math.max(Math.min(holdMs, longestSettleMs), returns >= unsteadyReturns ? unsteadySettleMs : 0);
