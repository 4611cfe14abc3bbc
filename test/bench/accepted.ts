import { setTimeout as pause } from "node:timers/promises";
import type { Figure, Limit } from "./figures.ts";
import type { Scene } from "./scene.ts";
import { median, percentile, repeatable } from "./statistics.ts";
import { mustSay, type Terminal } from "./terminal.ts";

const spreadMs = 10_000;
const spreadRounds = 3;
const burstRounds = 5;

/** How long everybody in the department waits for "accepted" when all of them type. */
export async function benchAccepted(scene: Scene): Promise<Figure[]> {
  const { terminals } = scene;
  const random = repeatable(260);
  // A first burst warms up what a bot that runs for weeks has warm.
  await Promise.all(terminals.map((terminal) => accepted(terminal, 0)));
  const spread: number[][] = [];
  for (let round = 1; round <= spreadRounds; round += 1) {
    spread.push(await Promise.all(terminals.map((terminal) => accepted(terminal, random() * spreadMs))));
    scene.tell(`accepted, over 10 s, round ${round} of ${spreadRounds}: ${summary(spread.at(-1) ?? [])}`);
  }
  const burst: number[][] = [];
  for (let round = 1; round <= burstRounds; round += 1) {
    burst.push(await Promise.all(terminals.map((terminal) => accepted(terminal, 0))));
    scene.tell(`accepted, all at once, round ${round} of ${burstRounds}: ${summary(burst.at(-1) ?? [])}`);
  }
  return [
    ...figures(`accepted: ${terminals.length} people over 10 s`, spread, { of: "value", kind: "below", bound: 50 }),
    ...figures(`accepted: ${terminals.length} people at once`, burst, { of: "value", kind: "below", bound: 500 }),
  ];
}

/** Milliseconds from the typed line to its first message. */
async function accepted(terminal: Terminal, afterMs: number): Promise<number> {
  await pause(afterMs);
  const { typedAt, firstAt } = await mustSay(terminal, "/ping");
  return firstAt - typedAt;
}

function figures(name: string, rounds: readonly number[][], limit: Limit): Figure[] {
  const of = (share: number): number => median(rounds.map((round) => percentile(round, share)));
  return [
    { name: `${name}, p50`, value: of(0.5), unit: "ms", baseline: null, ratio: null },
    { name: `${name}, p99`, value: of(0.99), unit: "ms", baseline: null, ratio: null, limit },
  ];
}

const summary = (round: readonly number[]): string =>
  `p50 ${percentile(round, 0.5).toFixed(1)} ms, p99 ${percentile(round, 0.99).toFixed(1)} ms`;
