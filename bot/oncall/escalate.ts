import type { IncidentView } from "../../handlers/kit/incidents.ts";
import type { Incidents } from "../incidents/incidents.ts";
import type { Store } from "../store/database.ts";
import { type EscalationRow, escalationsIn } from "../store/escalations.ts";
import { callsOf } from "./climb.ts";
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
  const assign = (view: IncidentView): void => {
    const assigned = rota.assignedAt(now());
    if (JSON.stringify(named(assigned)) !== JSON.stringify(named(view.assigned)))
      incidents.assign(view.number, assigned);
  };
  const isOver = ({ state }: IncidentView): boolean => state === "cleared" || state === "resolved";
  const climb = async (row: EscalationRow): Promise<void> => {
    const view = incidents.one(row.incident);
    if (view === undefined || !waits(view)) return store.write(() => table.remove(row.incident));
    const rungs = dueNow(ladderOf(row.severity, row.started_at, numbers, timeZone), row.told, now());
    if (rungs.length > 0) {
      const calls = callsOf(rungs, row.told, rota.lineAt(now()), telling.isReachable);
      await telling.call(view, calls, `${row.severity}:${row.started_at}:${row.told + rungs.length - 1}`);
    }
    await store.write(() => {
      // Somebody may have acknowledged it meanwhile.
      const still = table.one(row.incident);
      if (still?.started_at === row.started_at) put({ ...still, told: row.told + rungs.length });
    });
  };

  const sweep = async (): Promise<void> => {
    const open = incidents.open();
    for (const view of open) if (!isOver(view)) assign(view);
    const known = new Set(table.all().map(({ incident }) => incident));
    const changed = open.filter((view) => known.has(view.number) !== waits(view));
    if (changed.length > 0) await store.write(() => changed.forEach(settle));
    for (const row of table.due(now())) await climb(row);
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

const named = (assigned: IncidentView["assigned"]) =>
  "nobody" in assigned ? [assigned.nobody] : [assigned.name, assigned.uid, assigned.fullName];
