import type { Condition } from "../../protocol/monitor.ts";
import type { Incidents, Source } from "./incidents.ts";

export interface Own {
  /** Something could not be written to the database. */
  readonly unwritten: (cause: unknown) => void;
  /** A report came that cannot be read or believed. */
  readonly unbelieved: (why: string) => void;
  /** Tells what is wrong with the bot now. */
  readonly look: () => void;
}

const source: Source = { kind: "bot", name: "shisa" };
/** Redis may be restarted without anybody being told. */
const redisHoldMs = 30_000;
/** What fails now and then is wrong for so long after it failed last. */
const lastsMs = 10 * 60_000;
const mostReasons = 5;

/** What the bot finds wrong with itself. */
export function watchOwn(incidents: Pick<Incidents, "tell">, usable: () => boolean, now: () => number): Own {
  const failing = { database: createSpell(now), reports: createSpell(now) };
  return {
    unwritten: (cause) => failing.database.add(cause instanceof Error ? cause.message : "an error"),
    unbelieved: (why) => failing.reports.add(why),
    look: () => {
      const database = failing.database.now();
      const reports = failing.reports.now();
      const usual: Pick<Condition, "scope" | "since" | "numbers" | "lines"> = {
        ...{ scope: "department", since: now(), numbers: {}, lines: [] },
      };
      const all: Condition[] = [];
      if (!usable()) all.push({ ...usual, key: "redis", code: "bot.redis", severity: "error", holdMs: redisHoldMs });
      if (database !== undefined)
        all.push({ ...usual, ...database, key: "database", code: "bot.database", severity: "error" });
      if (reports !== undefined)
        all.push({ ...usual, ...reports, key: "reports", code: "bot.reports", severity: "warning" });
      incidents.tell(source, all);
    },
  };
}

/** Counts what happens again and again, until it has not happened for a while. */
function createSpell(now: () => number) {
  let count = 0;
  let since = 0;
  let last = 0;
  const reasons = new Set<string>();
  return {
    add: (why: string): void => {
      if (count === 0) since = now();
      count += 1;
      last = now();
      if (reasons.size < mostReasons) reasons.add(why.slice(0, 300));
    },
    now: (): Pick<Condition, "numbers" | "lines" | "since"> | undefined => {
      if (count === 0) return undefined;
      if (Math.abs(now() - last) <= lastsMs) return { numbers: { count }, lines: [...reasons], since };
      count = 0;
      reasons.clear();
      return undefined;
    },
  };
}
