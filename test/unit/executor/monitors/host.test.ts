import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { chmod, mkdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { diskConditions } from "../../../../executor/monitors/host/disk-conditions.ts";
import { type Disk, disksOf } from "../../../../executor/monitors/host/disks.ts";
import { createMemoryJudge, readMemory } from "../../../../executor/monitors/host/memory.ts";
import { daysLeft, type Sample, withSample } from "../../../../executor/monitors/host/trend.ts";
import { createHostMonitor } from "../../../../executor/monitors/host.ts";
import { reportOf } from "../../../../executor/monitors/report.ts";

const gib = 1024 ** 3;
const hour = 3_600_000;
const signal = new AbortController().signal;

const disk = (more: Partial<Disk> = {}): Disk => ({
  ...{ path: "/srv", totalBytes: 500 * gib, freeBytes: 250 * gib, inodes: 1_000, freeInodes: 900 },
  ...more,
});

describe("a disk", () => {
  const told = (more: Partial<Disk>, days?: number, isOwn = false): string[] =>
    diskConditions(disk(more), days, isOwn).map(({ code, severity }) => `${code} ${severity}`);

  it.each([
    ["half free", {}, []],
    ["9 % free", { freeBytes: 45 * gib }, ["host.disk warning"]],
    ["2 % free", { freeBytes: 10 * gib }, ["host.disk error"]],
    ["large, with 5 % free that are 500 GiB", { totalBytes: 10_000 * gib, freeBytes: 500 * gib }, []],
    ["small and empty", { totalBytes: 2 * gib, freeBytes: 1.5 * gib }, []],
    ["out of inodes", { freeInodes: 0 }, ["host.inodes error"]],
    ["low on inodes", { freeInodes: 40 }, ["host.inodes warning"]],
    ["one that makes inodes as it needs them", { inodes: 0, freeInodes: 0 }, []],
  ])("%s", (_, more, expected) => {
    expect(told(more)).toEqual(expected);
  });

  it("that fills up is told of a week before, and a day before as an error", () => {
    expect(told({}, 8)).toEqual([]);
    expect(told({}, 6.5)).toEqual(["host.disk_trend warning"]);
    expect(told({}, 0.5)).toEqual(["host.disk_trend error"]);
  });

  it("that holds the executor's own records is an error as soon as they may have no room", () => {
    expect(told({ totalBytes: 4 * gib, freeBytes: 0.4 * gib }, undefined, true)).toEqual(["host.state_disk error"]);
    expect(told({ freeBytes: 45 * gib }, undefined, true)).toEqual(["host.disk warning"]);
  });
});

describe("a trend", () => {
  const falling = (hours: number, perHour: number): Sample[] =>
    Array.from({ length: hours * 2 + 1 }, (_, n) => ({ at: (n * hour) / 2, free: 100 * gib - (n / 2) * perHour }));

  it("says in how many days nothing is left", () => {
    expect(daysLeft(falling(24, gib), 76 * gib)).toBeCloseTo(76 / 24, 5);
  });

  it("says nothing of a disk that does not shrink, nor of what it saw for a few hours only", () => {
    expect(daysLeft(falling(24, 0), 100 * gib)).toBeUndefined();
    expect(daysLeft(falling(24, -gib), 100 * gib)).toBeUndefined();
    expect(daysLeft(falling(6, 10 * gib), 40 * gib)).toBeUndefined();
    expect(daysLeft([], 1)).toBeUndefined();
  });

  it("keeps one sample each half an hour, three days long, and forgets what a clock step left in the future", () => {
    let samples: readonly Sample[] = [];
    for (let at = 0; at <= 100 * hour; at += hour / 60) samples = withSample(samples, { at, free: 1 });
    expect(samples.length).toBeLessThanOrEqual(145);
    expect(samples.at(0)?.at).toBeGreaterThan(27 * hour);
    expect(withSample(samples, { at: hour, free: 1 })).toEqual([{ at: hour, free: 1 }]);
  });
});

describe("the host's monitor", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "shisa-host-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const calm = async () => ({ availablePercent: 50, stalledPercent: 0, killed: 0 });
  const monitor = (disks: typeof disksOf, now: () => number) =>
    createHostMonitor({ folders: ["/srv"], state: folder, now, look: { disks, memory: calm } });

  it("sees this machine's own disks, each once", async () => {
    const [only, ...more] = await disksOf([folder, folder]);
    expect(more).toEqual([]);
    expect(only?.totalBytes).toBeGreaterThan(only?.freeBytes ?? 0);
    const look = await createHostMonitor({ folders: ["/"], state: folder, now: Date.now }).look(signal);
    expect(look.figures?.map(({ name }) => name)).toContain(`free:${folder.toLowerCase()}`);
  });

  it("whose folder has a long path is reported like any other", async () => {
    const [path, gone] = [`/srv/${"x".repeat(200)}`, 3 * gib];
    const disks = async () => [disk({ path, freeBytes: gone, freeInodes: 0 })];
    const one = createHostMonitor({ folders: [], state: folder, now: Date.now, look: { disks, memory: calm } });
    expect(reportOf(one, await one.look(signal), 0).conditions).toHaveLength(2);
  });

  it("cannot see, rather than see nothing wrong, where a folder is not there", async () => {
    const one = createHostMonitor({ folders: [join(folder, "missing")], state: folder, now: Date.now });
    await expect(one.look(signal)).rejects.toThrow(/ENOENT/u);
  });

  it("keeps since when a disk is low, and its course over a restart", async () => {
    let at = 1_800_000_000_000;
    const now = () => at;
    let free = 400 * gib;
    const disks = async () => [disk({ path: folder, freeBytes: free })];
    let one = monitor(disks, now);
    for (let n = 0; n < 48; n += 1) {
      at += hour / 2;
      free -= 5 * gib;
      if (n === 24) one = monitor(disks, now);
      await one.look(signal);
    }
    const [low] = (await one.look(signal)).conditions;
    expect(low).toMatchObject({ code: "host.disk_trend", severity: "error", numbers: { days: 0, path: folder } });
    expect(low?.since).toBeLessThan(at);
    expect((await readFile(join(folder, "disks.json"), "utf8")).length).toBeGreaterThan(100);
  });

  it("takes a file of samples that was damaged for none", async () => {
    writeFileSync(join(folder, "disks.json"), "{");
    const { conditions } = await monitor(async () => [disk()], Date.now).look(signal);
    expect(conditions).toEqual([]);
  });

  it("still tells of the disk when there is no room to keep samples", async () => {
    await mkdir(join(folder, "disks.json.new"));
    await chmod(folder, 0o755);
    const { conditions } = await monitor(async () => [disk({ freeBytes: 0 })], Date.now).look(signal);
    expect(conditions).toMatchObject([{ code: "host.state_disk", severity: "error" }]);
  });
});

describe("memory", () => {
  it("is read from the kernel", async () => {
    const { availablePercent } = await readMemory();
    expect(availablePercent).toBeGreaterThan(0);
    expect(availablePercent).toBeLessThanOrEqual(100);
  });

  it("is told of when little is left or everything waits for it, and only when that lasts", () => {
    const judge = createMemoryJudge();
    expect(judge({ availablePercent: 40, stalledPercent: 1, killed: 3 }, 0)).toEqual([]);
    expect(judge({ availablePercent: 2, stalledPercent: undefined, killed: 3 }, 1)).toMatchObject([
      { code: "host.memory", holdMs: 180_000 },
    ]);
    expect(judge({ availablePercent: 40, stalledPercent: 12.4, killed: 3 }, 2)).toMatchObject([
      { numbers: { percent: 40, stalled: 12 } },
    ]);
  });

  it("is told of for an hour after the kernel killed programs for lack of it, and not of those before our start", () => {
    const judge = createMemoryJudge();
    const calm = { availablePercent: 40, stalledPercent: 0 };
    expect(judge({ ...calm, killed: 7 }, 0)).toEqual([]);
    expect(judge({ ...calm, killed: 9 }, 1_000)).toMatchObject([{ code: "host.memory_killed", numbers: { count: 2 } }]);
    expect(judge({ ...calm, killed: 9 }, hour)).toHaveLength(1);
    expect(judge({ ...calm, killed: 9 }, hour + 1_000)).toEqual([]);
  });
});
