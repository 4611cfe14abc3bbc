import type { Teller } from "../../../../bot/incidents/troubles.ts";
import type { Condition } from "../../../../protocol/monitor.ts";

export const start = Date.parse("2026-12-01T00:00:00Z");
export const [second, minute] = [1_000, 60_000];

export const condition = (key: string, changes: Partial<Condition> = {}): Condition => ({
  ...{ key, code: "ceph.osd_down", severity: "warning", scope: "department" },
  ...{ numbers: {}, lines: [], since: start },
  ...changes,
});

export const ceph = (host = "sto1"): Teller => ({ source: { kind: "monitor", name: "ceph" }, host });
export const hostOf = (host: string): Teller => ({ source: { kind: "monitor", name: "host" }, host });
