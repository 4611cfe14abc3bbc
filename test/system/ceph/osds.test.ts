import { afterAll, beforeAll, expect, test, vi } from "vitest";
import {
  ceph,
  killCephDaemon,
  killCephDaemons,
  pauseCephDaemon,
  setInDaemon,
  startCephDaemon,
} from "../../lab/ceph/daemon.ts";
import { damageObject, putObject } from "../../lab/ceph/damage.ts";
import { waitForClean } from "../../lab/ceph/osds.ts";
import { type Lab, startLab, stopLab } from "../../lab/lab.ts";
import { waitFor } from "../../lab/wait.ts";
import { prepareBench } from "../../support/executor.ts";
import { adm } from "../../support/fake-people.ts";
import { cephConfigOf, type WatchedCeph, watchCeph } from "../../support/watched-ceph.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let lab: Lab;
let watched: WatchedCeph;

beforeAll(async () => {
  lab = await startLab({ components: ["ceph-fs"] });
  if (lab.ceph === undefined) throw new Error("the lab has no Ceph");
  watched = await watchCeph(lab.ceph, { hurried: true });
  await watched.until([]);
});

afterAll(async () => {
  await watched?.stop();
  if (lab !== undefined) await stopLab(lab.name);
});

const signal = () => AbortSignal.timeout(20_000);

test("a healthy cluster bears the loss of a server's disks, and says how full it is", async () => {
  const { bearable } = await watched.host.see(signal(), true);
  expect(bearable).toMatchObject({ storage: 1, monitors: 0, servers: 0 });
  expect(watched.report().figures).toContainEqual(expect.objectContaining({ name: "total", unit: "bytes" }));
});

test("a pool that reached its quota wakes somebody, though Ceph only warns, and is over without it", async () => {
  await ceph(lab, ["osd", "pool", "set-quota", "cephfs_metadata", "max_objects", "1"]);
  const [told] = await watched.until(["POOL_FULL error"]);
  expect(told?.lines).toContain("pool 'cephfs_metadata' is full (running out of quota)");
  await ceph(lab, ["osd", "pool", "set-quota", "cephfs_metadata", "max_objects", "0"]);
  await watched.until([]);
  expect(watched.incidents()).toEqual(["POOL_FULL error cleared"]);
});

test("disks that fill up are one incident, which wakes people when they are full, with the pools below it", async () => {
  // Of what the disks in memory hold, which is next to nothing.
  const ratio = async (which: string, share: string) => await ceph(lab, ["osd", `set-${which}-ratio`, share]);
  await ratio("nearfull", "0.0000025");
  const [near] = await watched.until(["osd-fullness warning"]);
  expect(near?.code).toBe("ceph.osd_nearfull");
  expect(near?.lines.join("\n")).toMatch(/osd\.\d is near full/u);
  await ratio("full", "0.0000075");
  await watched.until(["osd-fullness warning", "OSD_OUT_OF_ORDER_FULL error"]);
  await ratio("backfillfull", "0.000005");
  const [full] = await watched.until(["osd-fullness error"]);
  expect(full?.code).toBe("ceph.osd_full");
  expect(full?.lines.join("\n")).toMatch(/osd\.\d is full[\s\S]*pool\(s\) full/u);
  await ratio("full", "0.95");
  await ratio("backfillfull", "0.9");
  await ratio("nearfull", "0.85");
  await watched.until([]);
  expect(watched.incidents()).toEqual(["osd-fullness error cleared", "OSD_OUT_OF_ORDER_FULL error cleared"]);
});

test("a damaged copy wakes people, by its placement group, with the scrub's errors below it, until it is repaired", async () => {
  const { pgid, acting } = await putObject(lab, "rbd", "thesis", "a chapter".repeat(100));
  await damageObject(lab, "rbd", "thesis", acting[1] ?? -1);
  await ceph(lab, ["pg", "deep-scrub", pgid]);
  const [told] = await watched.until(["PG_DAMAGED error"]);
  const lines = told?.lines.join("\n");
  expect(lines).toContain(`pg ${pgid} is active+clean+inconsistent, acting [${acting.join(",")}]`);
  expect(lines).toMatch(/\d scrub errors/u);
  await ceph(lab, ["pg", "repair", pgid]);
  await watched.until([]);
  expect(watched.incidents()).toEqual(["PG_DAMAGED error cleared"]);
});

test("a file system without an MDS is one error, and is over when it has one again", async () => {
  await ceph(lab, ["fs", "fail", "cephfs"]);
  const [told] = await watched.until(["MDS_ALL_DOWN error"], 60_000);
  expect(told?.documentation).toContain("cephfs");
  await ceph(lab, ["fs", "set", "cephfs", "joinable", "true"]);
  await watched.until([], 60_000);
  expect(watched.incidents()).toEqual(["MDS_ALL_DOWN error cleared"]);
});

test("an MDS that died with none in reserve is an error, of which Ceph itself says nothing", async () => {
  await killCephDaemon(lab, "mds.a");
  await watched.until(["mds-silent error"], 90_000);
  expect((await ceph(lab, ["health"])).trim()).toBe("HEALTH_OK");
  await startCephDaemon(lab, "mds.a");
  await watched.until([], 90_000);
  expect(watched.incidents()).toEqual(["mds-silent error cleared"]);
});

test("a daemon's crash is a warning until an administrator says that it was looked at", async () => {
  if (lab.ceph === undefined) throw new Error("the lab has no Ceph");
  const timestamp = new Date().toISOString().replace("Z", "000Z");
  const crash = { crash_id: `${timestamp}_2f6b1f8e-0000-4000-8000-000000000001`, timestamp, entity_name: "osd.1" };
  await ceph(lab, ["crash", "post", "-i", "-"], JSON.stringify(crash));
  const [told] = await watched.until(["RECENT_CRASH warning"]);
  expect(told?.fixes).toContain("/ceph crash archive");
  const bench = await prepareBench([adm], { ceph: cephConfigOf(lab.ceph) });
  try {
    await bench.start();
    const grant = await bench.bot.send(bench.bot.grant("ceph.crash", {}, { person: { name: adm.name, uid: adm.uid } }));
    const result = await bench.bot.result(grant.jti, 60_000);
    expect(result, JSON.stringify(result)).toMatchObject({
      status: "done",
      output: { crashes: [{ daemon: "osd.1" }], left: 0 },
    });
  } finally {
    await bench.remove();
  }
  await watched.until([]);
  expect(watched.incidents()).toEqual(["RECENT_CRASH warning cleared"]);
});

test("a manager daemon that died is a warning, and is over when it is back", async () => {
  await killCephDaemon(lab, "mgr.x");
  const [told] = await watched.until(["MGR_DOWN warning"]);
  expect(told?.lines).toEqual(["no active mgr"]);
  await startCephDaemon(lab, "mgr.x");
  await watched.until([]);
  expect(watched.incidents()).toEqual(["MGR_DOWN warning cleared"]);
});

test("one disk that hangs, and then dies, is one warning which waits for a restart, by name, and what follows is told where it is muted", async () => {
  await pauseCephDaemon(lab, "osd.1", true);
  await watched.until(["OSD_DOWN warning"]);
  await waitFor(
    "Ceph itself to see it",
    () => (watched.condition("OSD_DOWN")?.code === "ceph.osd_down" ? true : undefined),
    { timeoutMs: 30_000 },
  );
  await killCephDaemon(lab, "osd.1");
  const [told] = await watched.until(["OSD_DOWN warning"]);
  expect(told?.lines.join("\n")).toContain("osd.1");
  expect(told?.holdMs).toBeGreaterThan(20_000);
  const { bearable } = await watched.host.see(signal(), true);
  expect(bearable.storage).toBe(0);
  // Muted, what follows from it is one incident of its own, until that is muted too.
  await ceph(lab, ["health", "mute", "OSD_DOWN"]);
  await waitFor(
    "copies that are missing",
    () => (/degraded/u.test(watched.condition("OSD_HOST_DOWN")?.lines.join() ?? "") ? true : undefined),
    { timeoutMs: 30_000 },
  );
  await watched.until(["OSD_HOST_DOWN warning"]);
  for (const code of ["OSD_HOST_DOWN", "PG_DEGRADED"]) await ceph(lab, ["health", "mute", code]);
  await watched.until([]);
  await startCephDaemon(lab, "osd.1");
  await waitForClean(lab);
  await watched.until([], 60_000);
  expect(watched.incidents()).toEqual(["OSD_DOWN warning cleared", "OSD_HOST_DOWN warning cleared"]);
});

test("all disks hanging at once are one error, while Ceph still says that all is well and after", async () => {
  const all = ["osd.0", "osd.1", "osd.2"] as const;
  await Promise.all(all.map((osd) => pauseCephDaemon(lab, osd, true)));
  const silent = () => watched.condition("OSD_DOWN")?.numbers["silent"];
  await waitFor("all three to be told", () => (silent() === 3 ? true : undefined), { timeoutMs: 40_000 });
  expect(watched.condition("OSD_DOWN")).toMatchObject({ code: "ceph.osd_silent", severity: "error" });
  expect(JSON.parse(await ceph(lab, ["osd", "stat", "-f", "json"]))).toMatchObject({ num_up_osds: 3 });
  await setInDaemon(lab, "mon.a", "mon_osd_report_timeout", "4");
  const [told] = await watched.until(["OSD_DOWN error"], 60_000);
  await waitFor("Ceph to see all three", () => (silent() === undefined ? true : undefined), { timeoutMs: 40_000 });
  expect(told?.severity).toBe("error");
  expect(watched.condition("OSD_DOWN")?.lines.join("\n")).toContain("1 root (3 osds) down");
  await setInDaemon(lab, "mon.a", "mon_osd_report_timeout", "900");
  await Promise.all(all.map((osd) => pauseCephDaemon(lab, osd, false)));
  await watched.until([], 60_000);
  expect(watched.incidents()).toEqual(["OSD_DOWN error cleared"]);
});

test("a cluster whose disks all lost what they held stays lost", async () => {
  await killCephDaemons(lab, ["osd.0", "osd.1", "osd.2"]);
  await watched.until(["OSD_DOWN error"], 60_000);
});
