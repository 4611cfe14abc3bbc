import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Condition } from "../../../protocol/monitor.ts";
import { root } from "../../gates/files.ts";
import { startWebhookScene, type WebhookScene } from "../../support/webhooks.ts";
import { plainInventory } from "../bot/fake-executor.ts";

let here: WebhookScene;
beforeEach(async () => {
  here = await startWebhookScene();
});
afterEach(() => here.stop());

const minute = 60_000;
const shown = () =>
  here.open().map(({ condition, grouped }) => [condition, ...grouped].map(({ key }) => key).toSorted());
const body = (name: string, more: object = {}) => ({
  ...(JSON.parse(readFileSync(join(root, "test/fixtures/alertmanager/1-firing.json"), "utf8")) as object),
  alerts: [
    {
      ...{ status: "firing", labels: { alertname: name, severity: "critical" }, annotations: {} },
      ...{ startsAt: "2026-11-22T10:23:50.300378275Z", fingerprint: "00000000000000aa", ...more },
    },
  ],
});

describe("Alertmanager's notifications", () => {
  it("each alert's own status counts, though the group still fires, and all of it clears", async () => {
    const both = ["0eeb9853006fd9c8", "a3d2bdc1e5b9dbf9"];
    expect(await here.alertmanager("1-firing")).toBe(200);
    here.pass(2 * minute);
    expect(shown()).toEqual([[both[1]]]);
    await here.alertmanager("2-firing");
    here.pass(2 * minute);
    expect(shown().flat().toSorted()).toEqual(both);
    await here.alertmanager("3-firing");
    here.pass(2 * minute);
    expect(shown().flat()).toEqual([both[0]]);
    for (const again of ["4-resolved", "5-resolved", "8-resolved"]) expect(await here.alertmanager(again)).toBe(200);
    here.pass(2 * minute);
    expect(shown()).toEqual([]);
    expect(here.events.filter(({ kind }) => kind === "opened")).toHaveLength(2);
  });

  it("the same again, ten times at once and after a restart, is one incident", async () => {
    await Promise.all(Array.from({ length: 10 }, () => here.alertmanager(body("TargetDown"))));
    expect(here.open()).toHaveLength(1);
    await here.restart();
    await here.alertmanager(body("TargetDown", { startsAt: "2026-11-23T10:00:00Z" }));
    expect(here.open()).toMatchObject([{ severity: "error", condition: { numbers: { alert: "TargetDown" } } }]);
    expect(here.events.map(({ kind }) => kind)).toEqual(["opened"]);
  });

  it("what fires is still known after a restart though Alertmanager says nothing for hours, and then clears", async () => {
    await here.alertmanager(body("TargetDown"));
    here.open();
    await here.restart();
    here.pass(3 * 3_600_000);
    expect(here.open()).toHaveLength(1);
    await here.alertmanager(body("TargetDown", { status: "resolved" }));
    expect(here.open()).toEqual([]);
  });

  it("the rule that always fires, to show that Alertmanager lives, is no trouble", async () => {
    expect(await here.alertmanager(body("Watchdog"))).toBe(200);
    expect(here.open()).toEqual([]);
  });

  it("alerts that were left out are told of, until none is", async () => {
    await here.alertmanager({ ...body("TargetDown"), truncatedAlerts: 7 });
    const codes = here.open().flatMap(({ condition, grouped }) => [condition, ...grouped].map(({ code }) => code));
    expect(codes.toSorted()).toEqual(["alertmanager.alert", "alertmanager.truncated"]);
    await here.alertmanager(body("TargetDown"));
    expect(here.open()).toMatchObject([{ condition: { code: "alertmanager.alert" }, grouped: [] }]);
  });

  it("are answered with 5xx when they cannot be stored, so that they come again, and nothing was taken", async () => {
    here.store.db.exec("ALTER TABLE webhook_alerts RENAME TO lost");
    expect(await here.alertmanager(body("TargetDown"))).toBe(500);
    expect(here.open()).toEqual([]);
    here.store.db.exec("ALTER TABLE lost RENAME TO webhook_alerts");
    expect(await here.alertmanager(body("TargetDown"))).toBe(200);
    expect(here.open()).toHaveLength(1);
  });

  it("what somebody resolved stays so until Alertmanager tells it again", async () => {
    await here.alertmanager(body("TargetDown"));
    const [first] = here.open();
    await here.incidents.resolve(first?.number ?? 0, { name: "adm1", uid: 1, fullName: "" }, "");
    here.pass(10 * minute);
    expect(here.open()).toEqual([]);
    await here.alertmanager(body("TargetDown"));
    expect(here.open()).toHaveLength(1);
  });

  it("what is not repeated for a day is over, unless nobody could be told because the bot was down", async () => {
    await here.alertmanager(body("TargetDown"));
    here.pass(25 * 3_600_000);
    await here.restart();
    await here.alertmanager(body("Other", { fingerprint: "00000000000000bb" }));
    expect(shown().flat().toSorted()).toEqual(["00000000000000aa", "00000000000000bb"]);
    here.pass(25 * 3_600_000);
    await here.alertmanager(body("Other", { fingerprint: "00000000000000bb" }));
    expect(shown().flat()).toEqual(["00000000000000bb"]);
  });

  it("a storm of 10,000 in one notification is taken whole", async () => {
    const one = body("TargetDown").alerts[0];
    const alerts = Array.from({ length: 10_000 }, (_, n) => ({
      ...one,
      fingerprint: n.toString(16).padStart(16, "0"),
    }));
    expect(await here.alertmanager({ ...body("TargetDown"), alerts })).toBe(200);
    const kept = here.store.db.prepare("SELECT count(*) AS n FROM webhook_alerts").get();
    expect(kept).toMatchObject({ n: 10_000 });
  });
});

describe("a trouble that our own monitors see too", () => {
  const own: Condition = {
    ...{ key: "osd_down", code: "ceph.osd_down", severity: "warning", scope: "department" },
    ...{ numbers: {}, lines: [], since: 1 },
  };
  const monitor = { source: { kind: "monitor", name: "ceph" }, host: "vm1" } as const;

  it("is one incident, seen by us first, that says so once", async () => {
    here.incidents.observe(monitor, [own]);
    for (const again of ["1-firing", "1-firing"]) await here.alertmanager(again);
    here.pass(5 * minute);
    expect(here.open()).toMatchObject([{ source: { kind: "monitor" }, condition: { code: "ceph.osd_down" } }]);
    expect(here.events.filter(({ kind }) => kind === "noted")).toMatchObject([
      { text: "Alertmanager: CephOSDDown (1 osds down)" },
    ]);
  });

  it("is one incident, seen by Alertmanager some seconds before us", async () => {
    await here.alertmanager("1-firing");
    here.pass(5_000);
    expect(here.open()).toEqual([]);
    here.incidents.observe(monitor, [own]);
    await here.alertmanager("1-firing");
    here.pass(5 * minute);
    expect(here.open()).toHaveLength(1);
  });

  it("is not told anew when we see that it is over and Alertmanager has not said so yet", async () => {
    here.incidents.observe(monitor, [own]);
    await here.alertmanager("1-firing");
    here.incidents.observe(monitor, []);
    await here.alertmanager("1-firing");
    here.pass(5 * minute);
    expect(here.open()).toEqual([]);
    await here.alertmanager("4-resolved");
    here.pass(20 * minute);
    expect(here.events.filter(({ kind }) => kind === "opened")).toHaveLength(1);
  });

  it("is not told by Alertmanager either while it is muted where we see it, however long, and is told again after", async () => {
    here.incidents.observe(monitor, [own]);
    await here.alertmanager("1-firing");
    const report = { name: "ceph", at: here.now(), everyMs: 15_000, fault: null, conditions: [] };
    const figures = [{ name: "muted:ceph.osd_down", value: 1, unit: "count" } as const];
    const inventory = { ...plainInventory, monitors: [{ ...report, figures }] };
    here.hosts.push({ host: "vm1", heardAt: here.now(), silent: false, inventory });
    here.incidents.observe(monitor, []);
    for (let quarter = 0; quarter < 16; quarter += 1) {
      here.pass(15 * minute);
      await here.alertmanager("1-firing");
      here.pass(0);
      expect(here.open()).toEqual([]);
    }
    here.hosts.pop();
    here.incidents.observe(monitor, [own]);
    await here.alertmanager("1-firing");
    expect(here.open()).toMatchObject([{ source: { kind: "monitor" } }]);
  });

  it("is told by itself a quarter of an hour after ours is over, where Alertmanager still says it", async () => {
    here.incidents.observe(monitor, [own]);
    await here.alertmanager("1-firing");
    here.incidents.observe(monitor, []);
    for (const minutes of [11, 3]) {
      here.pass(minutes * minute);
      await here.alertmanager("1-firing");
      here.pass(0);
      expect(here.open()).toEqual([]);
    }
    here.pass(2 * minute);
    await here.alertmanager("1-firing");
    here.pass(0);
    here.pass(2 * minute);
    expect(here.open()).toMatchObject([{ source: { kind: "alertmanager" } }]);
  });

  it("is told by itself after a minute where ours do not see it", async () => {
    await here.alertmanager("1-firing");
    here.pass(59_000);
    expect(here.open()).toEqual([]);
    here.pass(3_000);
    expect(here.open()).toMatchObject([{ source: { kind: "alertmanager" } }]);
  });
});
