import { mkdir, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { rsnapshotMonitor } from "../../../executor/monitors/rsnapshot.ts";
import { addRecord, type Ended } from "../../../executor/rsnapshot/runs.ts";
import { readSchedule, usualSchedule } from "../../../executor/rsnapshot/schedule.ts";
import { runLevel } from "../../../executor/rsnapshot/wrapper.ts";
import { throwAwayFolder } from "../../support/folder.ts";

let folder: Awaited<ReturnType<typeof throwAwayFolder>>;
let conf: string;
let runs: string;
let started: string[] = [];

beforeEach(async () => {
  folder = await throwAwayFolder();
  started = [];
  [conf, runs] = [join(folder.path, "rsnapshot.conf"), join(folder.path, "state/runs.log")];
  await mkdir(dirname(runs));
  await mkdir(join(folder.path, "snap"));
  const levels = ["retain\tdaily\t3", "retain\tweekly\t4", "retain\tmonthly\t12"];
  await writeFile(conf, `${[`snapshot_root\t${folder.path}/snap/`, ...levels].join("\n")}\n`);
});
afterEach(() => folder.remove());

/** An rsnapshot that does all that it is told, which is written down. */
const run = (level: string): Promise<Ended> =>
  runLevel(level, {
    ...{ conf, runs, now: Date.now },
    exec: {
      run: async (_name, argv) => {
        started.push(argv.at(-1) ?? "");
        const ended = { timedOut: false, overflowed: false, cancelled: false, abandoned: false };
        return { exitCode: 0, stdout: "", stderr: "", ...ended };
      },
    },
  });

test("no higher level is moved on after a copy that was killed", async () => {
  const process = { pid: 1, startTime: "of another" };
  await addRecord(runs, { t: "started", id: "killed", level: "daily", at: Date.now(), process });
  expect(await run("weekly")).toMatchObject({ refused: true, good: false });
  expect(started).toEqual([]);
  await run("daily");
  expect(await run("weekly")).toMatchObject({ refused: false, good: true });
  expect(started).toEqual(["sync", "daily", "weekly"]);
});

test("the configuration of a run is replaced whole, and nothing else is left", async () => {
  await Promise.all([run("weekly"), run("monthly")]);
  expect((await readdir(dirname(runs))).toSorted()).toEqual(["rsnapshot.conf", "runs.log"]);
});

test("what no run tells has been there since it was seen first", async () => {
  let now = Date.now();
  const config = { conf, runs, schedule: readSchedule(usualSchedule), homes: undefined, homesHere: false };
  const monitor = rsnapshotMonitor({
    ...{ config: { ...config, restoreLimitMiB: 1 }, timeZone: "Asia/Tokyo", now: () => now },
  });
  const look = async () => {
    const { conditions } = await monitor.look(AbortSignal.timeout(10_000));
    return conditions.find(({ key }) => key === "keeps_less:daily")?.since;
  };
  const first = now;
  expect(await look()).toBe(first);
  now += 30_000;
  expect(await look()).toBe(first);
});
