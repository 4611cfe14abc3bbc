import type { Figure } from "./figures.ts";
import { concurrency, pingFor } from "./loop.ts";
import { startRaw } from "./raw/raw.ts";
import type { Scene } from "./scene.ts";
import { median } from "./statistics.ts";

const rounds = 7;

/** `/ping` through every check, against no-ops through BullMQ alone, in turns. */
export async function benchNoop(scene: Scene, seconds: number): Promise<Figure[]> {
  const raw = await startRaw(scene.redisUrl);
  try {
    // Neither is measured cold.
    await raw.pingFor(seconds / 2);
    await pingFor(scene, seconds / 2);
    const pairs: { raw: number; shisa: number }[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      const pair = { raw: (await raw.pingFor(seconds)).perSecond, shisa: (await pingFor(scene, seconds)).perSecond };
      pairs.push(pair);
      scene.tell(`no-op, round ${round} of ${rounds}: ${pair.shisa.toFixed(0)} of ${pair.raw.toFixed(0)} jobs/s`);
    }
    return [
      {
        name: `noop: /ping at concurrency ${concurrency}, against raw BullMQ`,
        value: median(pairs.map(({ shisa }) => shisa)),
        unit: "jobs/s",
        baseline: median(pairs.map((pair) => pair.raw)),
        ratio: median(pairs.map((pair) => pair.shisa / pair.raw)),
        limit: { of: "ratio", kind: "least", bound: 0.15 },
      },
    ];
  } finally {
    await raw.stop();
  }
}
