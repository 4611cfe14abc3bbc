import { createHash } from "node:crypto";
import type { IncidentView } from "../../handlers/kit/incidents.ts";
import type { Severity } from "../../protocol/monitor.ts";
import type { Incidents } from "../incidents/incidents.ts";
import type { Store } from "../store/database.ts";
import { type EscalationRow, escalationsIn } from "../store/escalations.ts";
import { callsOf, togetherOf } from "./climb.ts";
import { dueNow, ladderOf } from "./ladder.ts";
import type { Rota } from "./rota.ts";
import type { OncallNumbers } from "./settings.ts";
import type { Telling } from "./telling.ts";

export interface EscalationParts {
  readonly store: Store;
  readonly incidents: Pick<Incidents, "open" | "one" | "assign">;
  readonly rota: Pick<Rota, "lineAt" | "assignedAt">;
  readonly telling: Pick<Telling, "call" | "isReachable">;
  /** Whether a maintenance window covers it now: then nobody is told. */
  readonly isSuspended: (view: IncidentView) => boolean;
  readonly numbers: OncallNumbers;
  readonly timeZone: string;
  readonly now: () => number;
}

/** Within a minute so many troubles are told each by itself; with more they are told together. */
const mostAlone = 3;
const minuteMs = 60_000;

export interface Escalation {
  /** To be called with each change of an incident. Resolves when it is on the disk. */
  readonly follow: (view: IncidentView) => Promise<void>;
  /** Tells whoever is due. To be called about once a second, and at the start: nothing of it is kept in memory. */
  readonly sweep: () => Promise<void>;
}

/**
 * Looks for somebody who looks at each trouble, until somebody says that they do. What is due when stands in the
 * database, so that a restart changes no time; a telling has a key of its own, so that a crash tells nothing twice.
 */
export function createEscalation(parts: EscalationParts): Escalation {
  const { store, incidents, rota, telling, isSuspended, numbers, timeZone, now } = parts;
  const table = escalationsIn(store);

  const waits = (view: IncidentView): boolean => view.state === "open" && !isSuspended(view);
  const put = (row: Omit<EscalationRow, "due_at">): void => {
    const rungs = ladderOf(row.severity, row.started_at, numbers, timeZone);
    table.put({ ...row, due_at: rungs[row.told]?.at ?? null });
  };
  const settle = (view: IncidentView): void => {
    const { number: incident, severity } = view;
    const row = table.one(incident);
    if (!waits(view)) {
      if (row !== undefined) table.remove(incident);
      return;
    }
    // A rise in severity begins anew; what has become better is not told at night again.
    if (row === undefined || (row.severity === "warning" && severity === "error"))
      put({ incident, severity, started_at: now(), told: 0 });
    else if (row.severity !== severity) put({ ...row, severity, told: Math.min(row.told, numbers.warning.length) });
  };
  const assign = (view: IncidentView, assigned: IncidentView["assigned"]): void => {
    if (JSON.stringify(named(assigned)) !== JSON.stringify(named(view.assigned)))
      incidents.assign(view.number, assigned);
  };
  const isOver = ({ state }: IncidentView): boolean => state === "cleared" || state === "resolved";
  const rungsOf = (row: EscalationRow) =>
    dueNow(ladderOf(row.severity, row.started_at, numbers, timeZone), row.told, now());
  const wait = (row: EscalationRow): IncidentView | undefined => {
    const view = incidents.one(row.incident);
    return view !== undefined && waits(view) ? view : undefined;
  };
  /** Tells of some at once, and then writes down that it was told: a crash in between tells nobody twice. */
  const climb = async (rows: readonly EscalationRow[]): Promise<void> => {
    const due = rows.flatMap((row) => {
      const view = wait(row);
      return view === undefined ? [] : [{ row, view, rungs: rungsOf(row) }];
    });
    const calling = due.filter(({ rungs }) => rungs.length > 0);
    if (calling.length > 0) {
      const line = rota.lineAt(now());
      const calls = calling.map((one) => callsOf(one.rungs, one.row.told, line, telling.isReachable));
      await telling.call(
        calling.map(({ view }) => view),
        togetherOf(calls),
        roundOf(calling.map(({ row, rungs }) => ({ ...row, told: row.told + rungs.length - 1 }))),
      );
    }
    await store.write(() => {
      for (const row of rows) {
        // Somebody may have acknowledged it meanwhile.
        const still = table.one(row.incident);
        const rungs = due.find((one) => one.row === row)?.rungs;
        if (rungs === undefined) table.remove(row.incident);
        else if (still?.started_at === row.started_at && still.severity === row.severity)
          put({ ...still, told: row.told + rungs.length });
      }
    });
  };
  /** The last tellings: many within a minute become one. */
  let recent: readonly { readonly at: number; readonly severity: Severity }[] = [];
  const climbAll = async (rows: readonly EscalationRow[]): Promise<void> => {
    if (rows.length === 0) return;
    recent = recent.filter(({ at }) => Math.abs(now() - at) < minuteMs);
    const severity: Severity = rows.some((row) => row.severity === "error") ? "error" : "warning";
    // No error waits because warnings were told just now.
    const lately = recent.filter((one) => severity === "warning" || one.severity === "error").length;
    if (lately + rows.length <= mostAlone) {
      recent = [...recent, ...rows.map((row) => ({ at: now(), severity: row.severity }))];
      for (const row of rows) await climb([row]);
    } else if (lately <= mostAlone) {
      // Further ones wait until the minute is over.
      recent = [...recent, ...Array.from({ length: mostAlone + 1 }, () => ({ at: now(), severity }))];
      await climb(rows);
    }
  };

  const sweep = async (): Promise<void> => {
    const open = incidents.open();
    const assigned = rota.assignedAt(now());
    for (const view of open) if (!isOver(view)) assign(view, assigned);
    // What changed while nobody listened, or could not be written down: it may have become an error meanwhile.
    const known = new Map(table.all().map(({ incident, severity }) => [incident, severity]));
    const changed = open.filter((view) => known.get(view.number) !== (waits(view) ? view.severity : undefined));
    if (changed.length > 0) await store.write(() => changed.forEach(settle));
    await climbAll(table.due(now()));
  };
  let sweeping: Promise<void> | undefined;
  return {
    follow: (view) => store.write(() => settle(view)),
    sweep: () => {
      sweeping ??= sweep().finally(() => {
        sweeping = undefined;
      });
      return sweeping;
    },
  };
}

/** One telling: of the same troubles at the same steps it is the same over a crash, and of any others another. */
function roundOf(rows: readonly Omit<EscalationRow, "due_at">[]): string {
  const all = rows.map(({ incident, severity, started_at, told }) => `${incident}:${severity}:${started_at}:${told}`);
  const [only = ""] = all;
  return all.length === 1 ? only : createHash("sha256").update(all.toSorted().join()).digest("hex").slice(0, 32);
}

const named = (assigned: IncidentView["assigned"]) =>
  "nobody" in assigned ? [assigned.nobody] : [assigned.name, assigned.uid, assigned.fullName];
