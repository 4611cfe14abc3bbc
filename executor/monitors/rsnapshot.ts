import { type FSWatcher, watch } from "node:fs";
import { mkdir } from "node:fs/promises";
import { basename, dirname } from "node:path";
import type { Clock } from "../clock.ts";
import { conditionsOf } from "../rsnapshot/conditions.ts";
import { diskConditions } from "../rsnapshot/disk.ts";
import { readHost } from "../rsnapshot/host.ts";
import type { RsnapshotConfig } from "../rsnapshot/settings.ts";
import type { Look, Monitor } from "./monitor.ts";
import { createSince } from "./since.ts";

const everyMs = 30_000;

export interface RsnapshotMonitorOptions {
  readonly config: RsnapshotConfig;
  readonly timeZone: string;
  readonly now: Clock;
}

/** Watches the backups of the host where rsnapshot runs, from what the wrapper wrote down and from the snapshots. */
export function rsnapshotMonitor(options: RsnapshotMonitorOptions): Monitor {
  const sinceOf = createSince(options.now);
  return {
    name: "rsnapshot",
    everyMs,
    async look() {
      const { conditions, ...more } = await lookAtBackups(options);
      // Of what no run tells, it is only known since when it is seen.
      const since = sinceOf(conditions.map(({ key }) => key));
      return { ...more, conditions: conditions.map((one) => ({ ...one, since: Math.min(one.since, since(one.key)) })) };
    },
    watch: (changed) => watchFile(options.config.runs, changed),
  };
}

/** All that is wrong with the backups now. */
export async function lookAtBackups({ config, timeZone, now }: RsnapshotMonitorOptions): Promise<Look> {
  const host = await readHost(config);
  const at = now();
  const { disk, ended } = host;
  const conditions = conditionsOf({ ...host, now: at, timeZone, schedule: config.schedule });
  // A copy that the full disk broke off says it already.
  const isFullTold = conditions.some(({ code }) => code === "rsnapshot.disk_full");
  return {
    conditions: [...conditions, ...(disk === null || isFullTold ? [] : diskConditions({ disk, ended, now: at }))],
    figures:
      disk === null
        ? []
        : [
            { name: "free", value: disk.free, unit: "bytes" },
            { name: "used", value: disk.total - disk.free, unit: "bytes" },
          ],
  };
}

/** The folder is watched, not the file, which need not be there yet. */
function watchFile(path: string, changed: () => void): () => Promise<void> {
  let watcher: FSWatcher | undefined;
  let isOver = false;
  const begin = async (): Promise<void> => {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    if (isOver) return;
    watcher = watch(dirname(path), (_event, name) => {
      if (name === null || name === basename(path)) changed();
    });
    // It is looked at every half minute all the same.
    watcher.on("error", () => watcher?.close());
  };
  const begun = begin().catch(() => undefined);
  return async () => {
    isOver = true;
    await begun;
    watcher?.close();
  };
}
