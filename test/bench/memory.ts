import type { Figure } from "./figures.ts";
import { pingTimes } from "./loop.ts";
import type { Scene } from "./scene.ts";

const jobs = 10_000;

/** Resident memory when everybody has just connected, and after 10,000 jobs. */
export async function benchMemory(scene: Scene): Promise<Figure[]> {
  scene.tell(`memory: ${jobs} jobs …`);
  const { perSecond } = await pingTimes(scene, jobs);
  scene.tell(`memory: ${jobs} jobs at ${perSecond.toFixed(0)} a second`);
  const after = await scene.memory();
  return (["bot", "executor"] as const).map((who) => ({
    name: `memory: ${who} after 10,000 jobs, against idle`,
    value: after[who],
    unit: "MB",
    baseline: scene.idle[who],
    ratio: after[who] / scene.idle[who],
  }));
}
