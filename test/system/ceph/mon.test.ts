import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { ceph, killCephDaemon, pauseCephDaemon, setInDaemon, startCephDaemon } from "../../lab/ceph/daemon.ts";
import { type Lab, startLab, stopLab } from "../../lab/lab.ts";
import { type WatchedCeph, watchCeph } from "../../support/watched-ceph.ts";

vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 });

let lab: Lab;
let watched: WatchedCeph;

beforeAll(async () => {
  lab = await startLab({ components: ["ceph"] });
  if (lab.ceph === undefined) throw new Error("the lab has no Ceph");
  watched = await watchCeph(lab.ceph);
  await watched.until([]);
});

afterAll(async () => {
  await watched?.stop();
  if (lab !== undefined) await stopLab(lab.name);
});

test("a flag that somebody set is one warning, and is over when it is unset", async () => {
  await ceph(lab, ["osd", "set", "noout"]);
  const [told] = await watched.until(["OSDMAP_FLAGS warning"], 10_000);
  expect(told).toMatchObject({ code: "ceph.osdmap_flags", lines: ["noout flag(s) set"], scope: "department" });
  await ceph(lab, ["osd", "unset", "noout"]);
  await watched.until([], 10_000);
});

test("a monitor's disk that runs full is a warning, then an error told within five seconds, then over", async () => {
  await setInDaemon(lab, "mon.a", "mon_data_avail_warn", "99");
  await watched.until(["MON_DISK_LOW warning"], 10_000);
  await setInDaemon(lab, "mon.a", "mon_data_avail_crit", "99");
  await watched.until(["MON_DISK_CRIT error"], 5_000);
  await setInDaemon(lab, "mon.a", "mon_data_avail_crit", "1");
  await setInDaemon(lab, "mon.a", "mon_data_avail_warn", "2");
  await watched.until([], 10_000);
});

test("what is muted is counted and not told, and is told again without the mute", async () => {
  await ceph(lab, ["osd", "set", "noout"]);
  await watched.until(["OSDMAP_FLAGS warning"], 10_000);
  await ceph(lab, ["health", "mute", "OSDMAP_FLAGS", "1h"]);
  await watched.until([], 20_000);
  for (const name of ["muted", "muted:ceph.osdmap_flags"])
    expect(watched.report().figures).toContainEqual({ name, value: 1, unit: "count" });
  await ceph(lab, ["health", "unmute", "OSDMAP_FLAGS"]);
  await watched.until(["OSDMAP_FLAGS warning"], 20_000);
  await ceph(lab, ["osd", "unset", "noout"]);
  await watched.until([], 10_000);
});

test("a cluster whose monitor hangs is unreachable, and is no more when it goes on", async () => {
  await pauseCephDaemon(lab, "mon.a", true);
  await watched.until(["unreachable error"]);
  await pauseCephDaemon(lab, "mon.a", false);
  await watched.until([]);
});

test("so is one whose monitor is dead, and what was wrong before is not taken to be over", async () => {
  await ceph(lab, ["osd", "set", "noout"]);
  await watched.until(["OSDMAP_FLAGS warning"], 10_000);
  await killCephDaemon(lab, "mon.a");
  await watched.until(["unreachable error", "OSDMAP_FLAGS warning"]);
  await startCephDaemon(lab, "mon.a");
  await watched.until(["OSDMAP_FLAGS warning"]);
  await ceph(lab, ["osd", "unset", "noout"]);
  await watched.until([], 20_000);
});
