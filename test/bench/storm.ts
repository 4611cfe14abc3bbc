import type { Figure } from "./figures.ts";
import { runStorm } from "./storm-run.ts";

/** The most calls within any minute. */
export function mostInAMinute(calls: readonly number[]): number {
  return Math.max(0, ...calls.map((at) => calls.filter((other) => other >= at && other < at + 60_000).length));
}

/** Ten thousand alerts in a minute: how much of it the chat is told, and what it costs. */
export async function benchStorm(): Promise<Figure[]> {
  const { calls, heapMB } = await runStorm();
  const { before } = heapMB;
  const heap = (what: string, value: number): Figure => ({
    name: `storm: heap ${what}, against before`,
    ...{ value, unit: "MB", baseline: before, ratio: value / before },
  });
  return [
    {
      name: "storm: chat calls in the worst minute of 10,000 alerts",
      ...{ value: mostInAMinute(calls), unit: "calls", baseline: null, ratio: null },
      limit: { of: "value", kind: "most", bound: 20 },
    },
    heap("while 10,000 alerts come", heapMB.during),
    heap("while they are open", heapMB.open),
    heap("when they are over", heapMB.over),
  ];
}
