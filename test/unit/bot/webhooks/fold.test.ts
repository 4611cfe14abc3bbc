import { expect, test } from "vitest";
import { createEngine } from "../../../../bot/incidents/engine.ts";
import { viewOf } from "../../../../bot/incidents/view.ts";
import { ownIncident } from "../../../../bot/webhooks/fold.ts";
import type { Condition } from "../../../../protocol/monitor.ts";

const at = Date.parse("2026-12-01T00:00:00Z");
const condition = (changes: Partial<Condition>): Condition => ({
  ...{ key: "osd-fullness", code: "ceph.osd_full", severity: "error", scope: "department" },
  ...{ numbers: {}, lines: [], since: at, ...changes },
});

test.each([
  "CephOSDNearFull",
  "CephOSDBackfillFull",
  "CephOSDFull",
])("%s is shown within our own incident, however full the disks are by now", (name) => {
  const engine = createEngine([], 1);
  const teller = { source: { kind: "monitor", name: "ceph" }, host: "vm1" } as const;
  engine.observe(teller, [condition({ code: "ceph.osd_nearfull", severity: "warning" })], at);
  engine.observe(teller, [condition({})], at + 60_000);
  const alive = [...engine.records()].map((record) => viewOf(record, { hosts: () => [] }));
  expect(alive).toHaveLength(1);
  expect(alive[0]?.severity).toBe("error");
  const alert = condition({ key: "f00", code: "alertmanager.alert", numbers: { alert: name } });
  expect(ownIncident(alert, alive, at + 61_000)?.number).toBe(1);
});
