import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { rsnapshotMonitor } from "../../executor/monitors/rsnapshot.ts";
import { tendMonitors } from "../../executor/monitors/tend.ts";
import { addRecord, type Ended } from "../../executor/rsnapshot/runs.ts";
import { readSchedule, usualSchedule } from "../../executor/rsnapshot/schedule.ts";
import type { Figure } from "./figures.ts";
import type { Scene } from "./scene.ts";
import { median } from "./statistics.ts";

const rounds = 10;

/** How soon a failed backup's end is a condition that the inventory tells, and what the monitor costs meanwhile. */
export async function benchBackup(scene: Pick<Scene, "tell">): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), "shisa-bench-backup-"));
  const [conf, runs] = [join(folder, "rsnapshot.conf"), join(folder, "state/runs.log")];
  await writeFile(conf, `snapshot_root\t${folder}/\nretain\tdaily\t7\nbackup\t/etc/\tlocal/\n`);
  const config = {
    ...{ conf, runs, schedule: readSchedule(usualSchedule), homes: undefined, homesHere: false },
    restoreLimitMiB: 1,
  };
  let told: () => void = () => undefined;
  const monitor = rsnapshotMonitor({ config, timeZone: "Asia/Tokyo", now: Date.now });
  const log = pino({ level: "silent" });
  const monitors = tendMonitors({ monitors: [monitor], changed: () => told(), now: Date.now, log });
  try {
    const waits: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const isBad = round % 2 === 0;
      const changed = new Promise<void>((resolve) => {
        told = () => {
          const codes = monitors.reports()[0]?.conditions.map(({ code }) => code) ?? [];
          if (codes.includes("rsnapshot.unreachable") === isBad) resolve();
        };
      });
      await addRecord(runs, endOf(round, isBad));
      const began = performance.now();
      await changed;
      waits.push((performance.now() - began) / 1000);
    }
    scene.tell(`backup: ${rounds} rounds`);
    const limit = { of: "value", kind: "below", bound: 60 } as const;
    const shared = { unit: "s", baseline: null, ratio: null };
    return [{ name: "backup: a failed run's end → told", value: median(waits), ...shared, limit }];
  } finally {
    await monitors.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

const endOf = (round: number, isBad: boolean): Ended => ({
  ...{ t: "ended", id: String(round), level: "daily", at: Date.now(), startedAt: Date.now(), ran: [], disk: null },
  causes: isBad ? [{ code: "unreachable", host: "local", line: "ssh: connection refused" }] : [],
  ...{ good: !isBad, refused: isBad },
});
