import { constants } from "node:fs";
import { access } from "node:fs/promises";
import type { Condition, Figure } from "../../protocol/monitor.ts";
import type { Clock } from "../clock.ts";
import { diskConditions, keyOf } from "./host/disk-conditions.ts";
import { type Disk, disksOf, percentOf } from "./host/disks.ts";
import { createMemoryJudge, type Memory, readMemory } from "./host/memory.ts";
import { createSamples } from "./host/samples.ts";
import { daysLeft } from "./host/trend.ts";
import type { Look, Monitor } from "./monitor.ts";
import { createSince } from "./since.ts";

export interface HostMonitorOptions {
  /** Folders whose disks are watched, besides the executor's own. */
  readonly folders: readonly string[];
  /** The executor's own folder. */
  readonly state: string;
  readonly now: Clock;
  /** Other than the machine's own only in tests. */
  readonly look?: { readonly disks: typeof disksOf; readonly memory: () => Promise<Memory> };
}

const everyMs = 20_000;

/** Watches the host itself: room on its disks and how long it lasts, the executor's own folder, memory. */
export function createHostMonitor({ folders, state, now, look }: HostMonitorOptions): Monitor {
  const samples = createSamples(state);
  const judgeMemory = createMemoryJudge();
  const sinceOf = createSince(now);
  const { disks, memory } = look ?? { disks: disksOf, memory: () => readMemory() };

  return {
    name: "host",
    everyMs,
    async look(): Promise<Look> {
      const at = now();
      const [all, held, isWritable] = await Promise.all([disks([state, ...folders]), memory(), canWrite(state)]);
      const known = await samples.add(all.map(({ path, freeBytes }) => ({ path, at, free: freeBytes })));
      const found = all.flatMap((disk, index) =>
        diskConditions(disk, daysLeft(known(disk.path), disk.freeBytes), index === 0),
      );
      const readOnly = isWritable
        ? []
        : [{ key: "state", code: "host.state_read_only", severity: "error" as const, numbers: { path: state } }];
      const conditions = [...readOnly, ...found, ...judgeMemory(held, at)];
      const since = sinceOf(conditions.map(({ key }) => key));
      return {
        conditions: conditions.map(
          (each): Condition => ({ ...each, scope: "host", lines: [], since: since(each.key) }),
        ),
        figures: all.flatMap(figures),
      };
    },
  };
}

/** False on a file system that went read-only, as Linux makes one whose disk fails. */
async function canWrite(folder: string): Promise<boolean> {
  return access(folder, constants.W_OK).then(
    () => true,
    () => false,
  );
}

/** Named by the conditions' own key, which is how a disk's course is found. */
function figures({ path, freeBytes, totalBytes }: Disk): Figure[] {
  const name = keyOf(path).toLowerCase().replaceAll("@", "_");
  return [
    { name: `free:${name}`, value: freeBytes, unit: "bytes" },
    { name: `free_percent:${name}`, value: percentOf(freeBytes, totalBytes), unit: "percent" },
  ];
}
