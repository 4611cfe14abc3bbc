import type { IncidentBook, IncidentEvent, IncidentView } from "../../handlers/kit/incidents.ts";
import { accepted, type Outcome, refuse, refused } from "../../protocol/refusal.ts";
import type { Audit } from "../audit.ts";
import type { Engine } from "./engine.ts";
import { type IncidentRecord, isOver } from "./record.ts";
import { happen } from "./timeline.ts";

export interface ActsParts {
  readonly engine: Engine;
  readonly find: (number: number) => IncidentRecord | undefined;
  /** Writes down and tells what somebody did. */
  readonly acted: (record: IncidentRecord, event: IncidentEvent | null) => Promise<IncidentView>;
  readonly audit: Audit;
  readonly now: () => number;
}

type By = Parameters<IncidentBook["acknowledge"]>[1];

/** What people do to an incident. Each is decided, done and told in one turn, so that of two at once one is the first. */
export function createActs({
  engine,
  find,
  acted,
  audit,
  now,
}: ActsParts): Pick<IncidentBook, "acknowledge" | "snooze" | "note" | "resolve"> {
  const act = async (
    number: number,
    by: By,
    event: Omit<IncidentEvent, "at" | "by">,
    change: (record: IncidentRecord, event: IncidentEvent) => Outcome<undefined>,
  ): Promise<Outcome<IncidentView>> => {
    const record = find(number);
    if (record === undefined) return refused(refuse("alert.unknown", { number }));
    const { name, uid, fullName } = by;
    const happened: IncidentEvent = { ...event, at: now(), by: { name, uid, fullName } };
    const outcome = change(record, happened);
    if (!outcome.ok) return outcome;
    audit.record({ event: `alert.${event.kind}`, account: name, uid, number, ...textOf(event) });
    return accepted(await acted(record, happened));
  };
  const overNow = (record: IncidentRecord): Outcome<undefined> => {
    const { number, events } = record;
    const who = events.findLast(({ kind }) => kind === "resolved")?.by;
    return refused(refuse("alert.over", { number, ...(who === undefined ? {} : { who: whoText(who) }) }));
  };

  return {
    acknowledge: (number, by) =>
      act(number, by, { kind: "acknowledged" }, (record, event) => {
        if (isOver(record)) return overNow(record);
        const { acknowledgedBy } = record;
        if (acknowledgedBy !== null && record.state === "acknowledged") {
          return refused(refuse("alert.acknowledged", { number, who: whoText(acknowledgedBy) }));
        }
        record.state = "acknowledged";
        record.acknowledgedBy = event.by ?? null;
        record.snoozedUntil = null;
        happen(record, event);
        return accepted(undefined);
      }),
    snooze: (number, by, until) =>
      act(number, by, { kind: "snoozed", text: new Date(until).toISOString() }, (record, event) => {
        if (isOver(record)) return overNow(record);
        record.state = "snoozed";
        // Whoever looked at it lets it rest, too: afterwards somebody is looked for anew.
        record.acknowledgedBy = null;
        record.snoozedUntil = until;
        happen(record, event);
        return accepted(undefined);
      }),
    note: (number, by, text) =>
      act(number, by, { kind: "noted", text }, (record, event) => {
        happen(record, event);
        return accepted(undefined);
      }),
    resolve: (number, by, text) =>
      act(number, by, { kind: "resolved", ...(text === "" ? {} : { text }) }, (record, event) => {
        if (isOver(record)) return overNow(record);
        engine.resolve(record, event);
        return accepted(undefined);
      }),
  };
}

const whoText = ({ fullName, name }: By): string => (fullName === "" ? name : `${fullName} (${name})`).slice(0, 200);
const textOf = ({ text }: Pick<IncidentEvent, "text">) => (text === undefined ? {} : { text });
