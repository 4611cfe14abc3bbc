import { createEngine } from "../../bot/incidents/engine.ts";
import { type IncidentRecord, leaderOf } from "../../bot/incidents/record.ts";
import { flappingMs, togetherMs } from "../../bot/incidents/troubles.ts";
import type { Condition, Severity } from "../../protocol/monitor.ts";

interface Opened {
  readonly record: IncidentRecord;
  worst: Severity;
}

/** The incidents that the bot makes of what one host's monitor tells, on a clock that can be put forward. */
export function createWatchedIncidents(name: string) {
  const engine = createEngine([], 1);
  const teller = { source: { kind: "monitor", name }, host: "vm1" } as const;
  let aheadMs = 0;
  let opened: Opened[] = [];
  const take = (changes: ReturnType<typeof engine.pass>): void => {
    for (const { record, event } of changes) {
      if (event?.kind === "opened") opened.push({ record, worst: record.severity });
      const known = opened.find((one) => one.record === record);
      if (known !== undefined && record.severity === "error") known.worst = "error";
    }
  };
  const pass = (): void => take(engine.pass(Date.now() + aheadMs));
  return {
    observe: (conditions: readonly Condition[]): void => {
      take(engine.observe(teller, conditions, Date.now() + aheadMs));
      pass();
    },
    /** Lets what is told now be told for as long as it has to be before it is an incident, and a little longer. */
    hold: (conditions: readonly Condition[]): void => {
      aheadMs += Math.max(togetherMs, ...conditions.map(({ holdMs = 0 }) => holdMs)) + 1;
      pass();
    },
    /** Lets so much time go by that what is gone is over, and what comes again is another incident. */
    settle: (): void => {
      for (const ms of [flappingMs / 2, flappingMs + 1]) {
        aheadMs += ms;
        pass();
      }
    },
    /** What was opened since this was asked last, each as `KEY worst-severity state`. */
    opened: (): readonly string[] => {
      const all = opened.map(({ record, worst }) => `${leaderOf(record).condition.key} ${worst} ${record.state}`);
      opened = [];
      return all;
    },
  };
}
