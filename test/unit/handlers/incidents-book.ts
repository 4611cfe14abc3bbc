import type { IncidentBook, IncidentView } from "../../../handlers/kit/incidents.ts";
import { accepted, type Outcome, refuse, refused } from "../../../protocol/refusal.ts";

/** Alert 12: a monitor of vm1 cannot see. */
export function incident(now: number, changes: Partial<IncidentView> = {}): IncidentView {
  return {
    number: 12,
    key: "bot:monitors:vm1:fault:ceph",
    source: { kind: "bot", name: "monitors" },
    hosts: ["vm1"],
    condition: {
      ...{ key: "fault:ceph", code: "monitor.fault", severity: "warning", scope: "host" },
      ...{ numbers: { host: "vm1", monitor: "ceph" }, lines: ["ceph: timed out after 10 s"], since: now - 300_000 },
    },
    severity: "warning",
    state: "open",
    openedAt: now - 240_000,
    assigned: { nobody: "no rota" },
    touches: [],
    grouped: [],
    returns: 0,
    events: [{ at: now - 240_000, kind: "opened" }],
    revision: 1,
    ...changes,
  };
}

/** A book whose incidents are plain values: what is done to them is told, and nothing is kept. */
export function incidentsOf(views: readonly IncidentView[]): IncidentBook {
  const one = (number: number) => views.find((view) => view.number === number);
  const change = async (number: number, changes: Partial<IncidentView>): Promise<Outcome<IncidentView>> => {
    const view = one(number);
    return view === undefined ? refused(refuse("alert.unknown", { number })) : accepted({ ...view, ...changes });
  };
  const isOver = ({ state }: IncidentView) => state === "cleared" || state === "resolved";
  return {
    one,
    open: () => views.filter((view) => !isOver(view)),
    ended: (limit) => views.filter(isOver).slice(0, limit),
    acknowledge: (number, by) => change(number, { state: "acknowledged", acknowledgedBy: by }),
    snooze: (number, _by, until) => change(number, { state: "snoozed", snoozedUntil: until }),
    note: (number) => change(number, {}),
    resolve: (number) => change(number, { state: "resolved" }),
  };
}
