import type { IncidentEvent, IncidentView } from "../../handlers/kit/incidents.ts";
import type { Directory } from "../../handlers/kit/ports.ts";
import type { Condition } from "../../protocol/monitor.ts";
import type { Audit } from "../audit.ts";
import type { Store } from "../store/database.ts";
import { incidentsIn } from "../store/incidents.ts";
import { createActs } from "./acts.ts";
import { type Change, createEngine } from "./engine.ts";
import type { Incidents, Source } from "./incidents.ts";
import { type IncidentRecord, isOver } from "./record.ts";
import { happen, unthreaded } from "./timeline.ts";
import type { Teller } from "./troubles.ts";
import { viewOf } from "./view.ts";
import { createWriting } from "./writing.ts";

export interface IncidentsParts {
  readonly store: Store;
  readonly directory: Pick<Directory, "hosts">;
  readonly audit: Audit;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Told what could not be written. */
  readonly failed: (cause: unknown) => void;
}

/** What a source tells often is looked at so often, in milliseconds. */
const lookEveryMs = 1_000;
const keptMs = 90 * 24 * 3600_000;
const pruneEveryMs = 3600_000;
/** Which of what happens by itself is written into the audit; each press of a person's is too. */
const audited: ReadonlySet<IncidentEvent["kind"]> = new Set(["opened", "worse", "cleared", "again"]);

/** All incidents, in memory as long as they may change and in the bot's database for long after. */
export function openIncidents({ store, directory, audit, now, failed }: IncidentsParts): Incidents {
  const table = incidentsIn(store);
  const engine = createEngine(table.alive(), table.last() + 1);
  const listeners: ((view: IncidentView, event: IncidentEvent | null) => void)[] = [];
  const writing = createWriting(store, table, failed);
  const told = new Map<string, { readonly source: Source; readonly conditions: readonly Condition[] }>();
  let prunedAt = now();

  const view = (record: IncidentRecord): IncidentView => viewOf(record, directory);
  const tellAll = (changes: readonly Change[]): void => {
    // Where many troubles of one incident changed its words, they are told once.
    const last = new Map(changes.map((change, index) => [change.record, index]));
    for (const [index, { record, event }] of changes.entries()) {
      if (event === null && last.get(record) !== index) continue;
      writing.later(record);
      if (event !== null && audited.has(event.kind)) {
        const { number, source, members } = record;
        audit.record({
          event: `incident.${event.kind}`,
          number,
          source: source.name,
          code: members[0]?.condition.code,
        });
      }
      const seen = view(record);
      for (const listener of listeners) listener(seen, event);
    }
  };
  const find = (number: number): IncidentRecord | undefined =>
    engine.find(number) ?? writing.waiting(number) ?? table.get(number);
  /** What somebody did: on the disk before they are told so. */
  const acted = async (record: IncidentRecord, event: IncidentEvent | null): Promise<IncidentView> => {
    tellAll([{ record, event }]);
    await writing.flush();
    return view(record);
  };
  const observe = (teller: Teller, conditions: readonly Condition[]): void =>
    tellAll(engine.observe(teller, conditions, now()));
  const look = (): void => {
    const all = [...told.values()];
    told.clear();
    for (const { source, conditions } of all) observe({ source, host: "" }, conditions);
  };
  const pass = (): void => {
    look();
    tellAll(engine.pass(now()));
    writing.again();
    if (Math.abs(now() - prunedAt) < pruneEveryMs) return;
    prunedAt = now();
    store.write(() => table.prune(now() - keptMs)).catch(failed);
  };
  const timer = setInterval(pass, lookEveryMs);
  const open = (): IncidentRecord[] => [...engine.records()].filter((record) => !isOver(record));

  return {
    ...createActs({ engine, find, acted, audit, now }),
    tell: (source, conditions) => void told.set(`${source.kind}:${source.name}`, { source, conditions }),
    observe,
    silence: engine.silence,
    onChange: (call) => void listeners.push(call),
    open: () => open().sort(worstFirst).map(view),
    ended: (limit) => {
      const recent = [...writing.allWaiting(), ...engine.records()].filter(isOver);
      const all = new Map([...table.ended(limit), ...recent].map((record) => [record.number, record]));
      return [...all.values()]
        .filter((record) => engine.find(record.number)?.endedAt !== null)
        .sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0))
        .slice(0, limit)
        .map(view);
    },
    one: (number) => {
      const record = find(number);
      return record && view(record);
    },
    isSettled: (number) => engine.find(number) === undefined,
    alive: () => [...engine.records()].map(view),
    assign: (number, assigned) => {
      const record = engine.find(number);
      if (record === undefined || isOver(record)) return;
      if (JSON.stringify(record.assigned) === JSON.stringify(assigned)) return;
      record.assigned = assigned;
      record.revision += 1;
      tellAll([{ record, event: null }]);
    },
    addEvent: (number, event) => {
      const record = engine.find(number);
      if (record === undefined) return;
      happen(record, event);
      tellAll([{ record, event }]);
    },
    untold: (number) => {
      const record = find(number);
      return { from: record?.threaded ?? 0, events: record === undefined ? [] : unthreaded(record) };
    },
    threaded: (number, count) => {
      const record = engine.find(number) ?? writing.waiting(number);
      if (record === undefined || record.threaded >= count) return;
      record.threaded = count;
      writing.later(record);
    },
    pass,
    stop: () => {
      clearInterval(timer);
      look();
      writing.flush().catch(failed);
    },
  };
}

const worstFirst = (a: IncidentRecord, b: IncidentRecord): number =>
  Number(b.severity === "error") - Number(a.severity === "error") || a.openedAt - b.openedAt || a.number - b.number;
