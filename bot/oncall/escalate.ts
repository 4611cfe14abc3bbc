import type { IncidentView } from "../../handlers/kit/incidents.ts";
import type { Incidents } from "../incidents/incidents.ts";
import { unassigned } from "../incidents/record.ts";
import { type EscalationRow, escalationsIn } from "../store/escalations.ts";
import { ladderOf } from "./ladder.ts";
import type { Rota } from "./rota.ts";
import { createRounds, type RoundsParts } from "./rounds.ts";

export interface EscalationParts extends Omit<RoundsParts, "waits" | "put"> {
  readonly incidents: Pick<Incidents, "open" | "one" | "assign">;
  readonly rota: Pick<Rota, "members" | "lineAt" | "assignedAt">;
  /** Whether a maintenance window covers it now: then nobody is told. */
  readonly isSuspended: (view: IncidentView) => boolean;
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
  const { store, incidents, rota, isSuspended, numbers, timeZone, now } = parts;
  const table = escalationsIn(store);

  /** Where nobody takes turns the card says so, and there is nobody to look for. */
  const isRota = rota.members().length > 0;
  const waits = (view: IncidentView): boolean => isRota && view.state === "open" && !isSuspended(view);
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
  const rounds = createRounds({ ...parts, waits, put });

  const sweep = async (): Promise<void> => {
    const open = incidents.open();
    const assigned = rota.assignedAt(now());
    for (const view of open) if (!isOver(view)) assign(view, assigned);
    // What changed while nobody listened, or could not be written down: it may have become an error meanwhile.
    const known = new Map(table.all().map(({ incident, severity }) => [incident, severity]));
    const changed = open.filter((view) => known.get(view.number) !== (waits(view) ? view.severity : undefined));
    if (changed.length > 0) await store.write(() => changed.forEach(settle));
    await rounds.tellDue();
  };
  let sweeping: Promise<void> | undefined;
  return {
    follow: (view) => {
      // Before its card is posted, which then names somebody at once.
      if ("nobody" in view.assigned && view.assigned.nobody === unassigned.nobody) assign(view, rota.assignedAt(now()));
      return store.write(() => settle(view));
    },
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
