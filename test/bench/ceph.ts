import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { setInDaemon } from "../lab/ceph/daemon.ts";
import type { LabCeph } from "../lab/ceph/start.ts";
import { type Lab, startLab, stopLab } from "../lab/lab.ts";
import { commandLine, listProcesses } from "../lab/processes.ts";
import { waitFor } from "../lab/wait.ts";
import { type Bench, prepareBench } from "../support/executor.ts";
import { cephConfigOf } from "../support/watched-ceph.ts";
import type { Figure } from "./figures.ts";
import type { Scene } from "./scene.ts";
import { median } from "./statistics.ts";

const rounds = 5;
/** How long the monitor is watched at its ordinary work. */
const watchedMs = 90_000;
/** The kernel counts the time of a process in hundredths of a second. */
const tickMs = 10;

/** How soon an error of Ceph's is in the host's signed inventory, and what watching costs. */
export async function benchCeph(scene: Pick<Scene, "tell">): Promise<Figure[]> {
  const lab = await startLab({ components: ["ceph"] });
  try {
    if (lab.ceph === undefined) throw new Error("the lab has no Ceph");
    const bench = await prepareBench(undefined, { ceph: cephConfigOf(lab.ceph) });
    try {
      await bench.start();
      await told(bench, false);
      const times = await raise(lab, bench, scene);
      const share = await shareOf(lab.ceph, scene);
      return [
        {
          ...{ name: "ceph: an error in the inventory", value: median(times), unit: "s", baseline: null, ratio: null },
          limit: { of: "value", kind: "below", bound: 5 },
          note: "from the start of the command that brings the error about to the signed report that tells it",
        },
        {
          ...{ name: "ceph: the monitor's share of a core", value: share, unit: "%", baseline: null, ratio: null },
          limit: { of: "value", kind: "below", bound: 1 },
        },
      ];
    } finally {
      await bench.remove();
    }
  } finally {
    await stopLab(lab.name);
  }
}

async function raise(lab: Lab, bench: Bench, scene: Pick<Scene, "tell">): Promise<number[]> {
  const times: number[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const began = performance.now();
    await setInDaemon(lab, "mon.a", "mon_data_avail_crit", "99");
    await told(bench, true);
    times.push((performance.now() - began) / 1000);
    scene.tell(`ceph, round ${round} of ${rounds}: ${times.at(-1)?.toFixed(2)} s`);
    await setInDaemon(lab, "mon.a", "mon_data_avail_crit", "1");
    await told(bench, false);
  }
  return times;
}

/** Waits until the newest inventory tells the error, or that all is well. */
async function told(bench: Bench, isWrong: boolean): Promise<void> {
  await waitFor(
    isWrong ? "the error in the inventory" : "an inventory in which all is well",
    async () => {
      await bench.bot.read();
      const newest = bench.bot.bodies().findLast((body) => body.kind === "inventory");
      const report = newest?.kind === "inventory" ? newest.monitors?.find(({ name }) => name === "ceph") : undefined;
      if (report === undefined || report.at === null || report.fault !== null) return undefined;
      return report.conditions.some(({ key }) => key === "MON_DISK_CRIT") === isWrong ? true : undefined;
    },
    { timeoutMs: 60_000 },
  );
}

async function shareOf({ readKeyring }: LabCeph, scene: Pick<Scene, "tell">): Promise<number> {
  const before = await spent(readKeyring);
  const began = performance.now();
  scene.tell(`ceph: watching what it costs, ${watchedMs / 1000} s`);
  await sleep(watchedMs);
  const after = await spent(readKeyring);
  return ((after - before) / (performance.now() - began)) * 100;
}

/** The time of a processor that the programs with this key have used, in milliseconds. */
async function spent(keyring: string): Promise<number> {
  const own = listProcesses().filter(({ pid }) => commandLine(pid).includes(keyring));
  const times = await Promise.all(
    own.map(async ({ pid }) => {
      const fields = (await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "")).split(") ")[1]?.split(" ") ?? [];
      return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * tickMs;
    }),
  );
  return times.reduce((sum, time) => sum + time, 0);
}
