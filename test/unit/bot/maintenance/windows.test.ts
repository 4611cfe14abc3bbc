import { expect, test } from "vitest";
import { createAnnouncer } from "../../../../bot/maintenance/announce.ts";
import { isSuspended } from "../../../../bot/maintenance/windows.ts";
import type { OrderView } from "../../../../handlers/kit/orders.ts";
import type { Condition } from "../../../../protocol/monitor.ts";
import type { MaintenanceOrder } from "../../../../protocol/order.ts";
import { plain } from "../../handlers/plain.ts";
import { incident, tokyo } from "../oncall/scene.ts";

const window = (what: string, more: Partial<MaintenanceOrder> = {}): OrderView => ({
  order: {
    ...{ iss: "x", iat: tokyo("09:00"), kind: "maintenance", id: `maintenance:${what}`, what },
    ...{ from: tokyo("13:00"), until: tokyo("15:00"), keep: tokyo("15:00"), by: "adm1", reason: "new disks" },
    ...more,
  },
  hosts: ["vm1"],
});
const rsnapshot = incident({ condition: { ...incident().condition, code: "rsnapshot.overdue" } });
const page = incident({ source: { kind: "bot", name: "page" }, hosts: [] });

const told = (code: string, numbers: Condition["numbers"]): Condition => ({
  ...incident().condition,
  ...{ code, numbers },
});
const alertmanager = (numbers: Condition["numbers"], ...grouped: Condition["numbers"][]) =>
  incident({
    ...{ source: { kind: "alertmanager", name: "alertmanager" }, hosts: [] },
    condition: told("alertmanager.alert", numbers),
    grouped: grouped.map((one) => told("alertmanager.alert", one)),
  });
const onVm1 = { alert: "InstanceDown", instance: "vm1.example.jp:9100" };
const unreachable = incident({
  ...{ hosts: ["bak1", "vm1"], condition: told("rsnapshot.unreachable", { level: "daily", host: "vm1" }) },
});
const silent = incident({ hosts: ["vm1"], condition: told("host.silent", { host: "vm1" }) });

test.each([
  ["vm1", alertmanager(onVm1), true],
  ["vm2", alertmanager(onVm1), false],
  ["vm", alertmanager(onVm1), false],
  ["vm1", alertmanager(onVm1, { alert: "InstanceDown", instance: "vm2:9100" }), false],
  ["vm1", alertmanager({ alert: "CephOSDDown", instance: "vm1:9283" }), false],
  ["ceph", alertmanager({ alert: "CephOSDDown", instance: "vm1:9283" }), true],
  ["ceph", alertmanager({ alert: "CephOSDDown" }, onVm1), false],
  ["vm1", unreachable, true],
  ["bak1", unreachable, true],
  ["vm2", unreachable, false],
  ["vm1", silent, true],
  ["vm2", silent, false],
  ["ceph", incident(), true],
  ["backup", incident(), false],
  ["backup", rsnapshot, true],
  ["vm1", incident(), true],
  ["vm2", incident(), false],
  ["vm1", incident({ hosts: ["vm1", "vm2"] }), false],
  ["everything", rsnapshot, true],
  ["everything", page, false],
] as const)("a window for %s covers what is its own, and no call for help", (what, view, covered) => {
  const orders = () => [window(what)];
  expect(isSuspended(orders, view, tokyo("14:00"))).toBe(covered);
  expect([isSuspended(orders, view, tokyo("12:59")), isSuspended(orders, view, tokyo("15:00"))]).toEqual([
    false,
    false,
  ]);
});

test("a window is announced in both languages, once for each of its stages", async () => {
  let at = tokyo("09:00");
  const said: string[] = [];
  const announce = createAnnouncer({
    orders: () => [window("vm1")],
    say: async (_channels, _key, reply) =>
      void said.push(plain(reply({ platform: "x", workspace: "x", channel: "x" }))),
    ...{ channels: [], timeZone: "Asia/Tokyo", now: () => at },
  });
  for (const clock of ["09:00", "12:00", "13:00", "14:00", "15:00", "16:00"]) {
    at = tokyo(clock);
    await announce();
  }
  expect(said.map((text) => text.split("\n")[0])).toEqual([
    expect.stringContaining("Maintenance planned: vm1"),
    expect.stringContaining("Maintenance has begun: vm1"),
    expect.stringContaining("Maintenance is over: vm1"),
  ]);
  expect(said[0]).toContain("メンテナンスのお知らせ: vm1");
});
