import { readFile } from "node:fs/promises";
import type { Redis } from "ioredis";

/** proc(5): times are in clock ticks, which on Linux are hundredths of a second for every program. */
const tickMs = 10;

/** Processor time that processes and their ended children have used so far, in milliseconds. */
export async function usedBy(pids: readonly number[]): Promise<number> {
  const times = await Promise.all(
    pids.map(async (pid) => {
      const stat = await readFile(`/proc/${pid}/stat`, "utf8");
      // After the name in parentheses, which may hold anything, come field 3 and so on; 14 to 17 are the times.
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks) * tickMs, 0);
    }),
  );
  return times.reduce((sum, time) => sum + time, 0);
}

/** The same of a Redis, which says it itself (INFO cpu). */
export async function usedByRedis(redis: Redis): Promise<number> {
  const info = await redis.info("cpu");
  const seconds = (name: string): number => Number(new RegExp(`^${name}:([\\d.]+)`, "m").exec(info)?.[1]);
  return (seconds("used_cpu_user") + seconds("used_cpu_sys")) * 1000;
}
