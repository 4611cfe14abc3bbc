import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { ceph, killCephDaemon, pauseCephDaemon, setInDaemon, startCephDaemon } from "../../lab/ceph/daemon.ts";
import { addMon } from "../../lab/ceph/mon.ts";
import { type Lab, startLab, stopLab } from "../../lab/lab.ts";
import { type WatchedCeph, watchCeph } from "../../support/watched-ceph.ts";

vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 });

let lab: Lab;
let watched: WatchedCeph;

beforeAll(async () => {
  lab = await startLab({ components: ["ceph"] });
  if (lab.ceph === undefined) throw new Error("the lab has no Ceph");
  watched = await watchCeph(lab.ceph, { hurried: true });
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
  expect(watched.incidents()).toEqual(["OSDMAP_FLAGS warning cleared"]);
});

test("a monitor's disk that runs full is one incident: a warning, then an error told within five seconds, then over", async () => {
  if (lab.ceph === undefined) throw new Error("the lab has no Ceph");
  // At the pace that an executor has.
  const usual = await watchCeph(lab.ceph);
  try {
    await usual.until([]);
    await setInDaemon(lab, "mon.a", "mon_data_avail_warn", "99");
    const [low] = await usual.until(["mon-disk warning"], 10_000);
    expect(low?.lines).toContainEqual(expect.stringMatching(/^mon\.a has \d+% avail$/u));
    await setInDaemon(lab, "mon.a", "mon_data_avail_crit", "99");
    const [critical] = await usual.until(["mon-disk error"], 5_000);
    expect(critical?.code).toBe("ceph.mon_disk_crit");
    await setInDaemon(lab, "mon.a", "mon_data_avail_crit", "1");
    await setInDaemon(lab, "mon.a", "mon_data_avail_warn", "2");
    await usual.until([], 10_000);
    expect(usual.incidents()).toEqual(["mon-disk error cleared"]);
  } finally {
    await usual.stop();
  }
  await watched.until([], 10_000);
  watched.incidents();
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
  watched.incidents();
});

test("a cluster whose monitor hangs is unreachable, and is no more when it goes on", async () => {
  await pauseCephDaemon(lab, "mon.a", true);
  await watched.until(["unreachable error"]);
  await pauseCephDaemon(lab, "mon.a", false);
  await watched.until([]);
  expect(watched.incidents()).toEqual(["unreachable error cleared"]);
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
  expect(watched.incidents()).toEqual(["OSDMAP_FLAGS warning cleared", "unreachable error cleared"]);
});

test("of three monitors one whose clock is wrong is a warning, one that died an error, by name, and both are over by themselves", async () => {
  await addMon(lab, "b");
  await addMon(lab, "c", { aheadSeconds: 1 });
  const [skewed] = await watched.until(["MON_CLOCK_SKEW warning"]);
  expect(skewed?.lines.join("\n")).toMatch(/mon\.c clock skew 0\.9\d*s|mon\.c clock skew 1\.0\d*s/u);
  await killCephDaemon(lab, "mon.c");
  const [down] = await watched.until(["MON_DOWN error"]);
  expect(down?.lines.join("\n")).toMatch(/1\/3 mons down, quorum a,b[\s\S]*mon\.c .* is down \(out of quorum\)/u);
  await startCephDaemon(lab, "mon.c");
  await watched.until([]);
  expect(watched.incidents()).toEqual(["MON_CLOCK_SKEW warning cleared", "MON_DOWN error cleared"]);
});
