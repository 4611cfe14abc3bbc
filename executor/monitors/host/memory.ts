import { readFile } from "node:fs/promises";
import type { Condition } from "../../../protocol/monitor.ts";

/** What the kernel says of memory; undefined where this kernel does not say it. */
export interface Memory {
  readonly availablePercent: number;
  /** The share of the last minute in which everything waited for memory, in percent (PSI, `full avg60`). */
  readonly stalledPercent: number | undefined;
  /** Programs that were killed for lack of memory since the machine's start. */
  readonly killed: number | undefined;
}

/** @param folder /proc, but in tests */
export async function readMemory(folder = "/proc"): Promise<Memory> {
  const maybe = (name: string): Promise<string> => readFile(`${folder}/${name}`, "utf8").catch(() => "");
  const [info, pressure, vmstat] = await Promise.all([
    readFile(`${folder}/meminfo`, "utf8"),
    maybe("pressure/memory"),
    maybe("vmstat"),
  ]);
  const total = numberIn(/^MemTotal: +(\d+) kB$/mu, info);
  const available = numberIn(/^MemAvailable: +(\d+) kB$/mu, info);
  if (total === undefined || available === undefined) throw new Error("/proc/meminfo tells no memory");
  return {
    availablePercent: Math.floor((available / total) * 100),
    stalledPercent: numberIn(/^full .*avg60=([\d.]+)/mu, pressure),
    killed: numberIn(/^oom_kill (\d+)$/mu, vmstat),
  };
}

function numberIn(pattern: RegExp, text: string): number | undefined {
  const found = pattern.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
}

const lowPercent = 3;
const stalledPercent = 10;
/** It is told for so long that programs were killed, in milliseconds. */
const toldMs = 3_600_000;
const minuteMs = 60_000;

type Found = Pick<Condition, "key" | "code" | "severity" | "numbers"> & { readonly holdMs?: number };

/** Judges memory over time: programs that are killed are seen by the count of them. */
export function createMemoryJudge(): (memory: Memory, now: number) => readonly Found[] {
  let before: number | undefined;
  let recent: { readonly at: number; readonly count: number }[] = [];
  return ({ availablePercent, stalledPercent: stalled = 0, killed }, now) => {
    const more = before === undefined || killed === undefined ? 0 : Math.max(0, killed - before);
    before = killed;
    if (more > 0) recent.push({ at: now, count: more });
    recent = recent.filter(({ at }) => Math.abs(now - at) < toldMs);
    const count = recent.reduce((sum, one) => sum + one.count, 0);
    const found: Found[] = [];
    if (count > 0)
      found.push({ key: "memory_killed", code: "host.memory_killed", severity: "warning", numbers: { count } });
    if (availablePercent < lowPercent || stalled >= stalledPercent) {
      const numbers = { percent: availablePercent, stalled: Math.round(stalled) };
      found.push({ key: "memory", code: "host.memory", severity: "warning", numbers, holdMs: 3 * minuteMs });
    }
    return found;
  };
}
