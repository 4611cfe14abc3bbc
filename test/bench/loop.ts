import type { Scene } from "./scene.ts";
import { mustSay } from "./terminal.ts";

/** As many are under way at a time, each for another person. */
export const concurrency = 10;

/** A closed loop: each of ten people types `/ping` again as soon as the last one is answered, for so many seconds. */
export async function pingFor(scene: Scene, seconds: number): Promise<{ jobs: number; perSecond: number }> {
  const began = performance.now();
  const until = began + seconds * 1000;
  return counted(scene, began, () => performance.now() < until);
}

/** The same for a number of jobs. */
export async function pingTimes(scene: Scene, times: number): Promise<{ jobs: number; perSecond: number }> {
  let left = times;
  return counted(scene, performance.now(), () => {
    left -= 1;
    return left >= 0;
  });
}

async function counted(scene: Scene, began: number, more: () => boolean) {
  let jobs = 0;
  const people = scene.terminals.slice(0, concurrency).map(async (terminal) => {
    while (more()) {
      await mustSay(terminal, "/ping");
      jobs += 1;
    }
  });
  await Promise.all(people);
  return { jobs, perSecond: (jobs * 1000) / (performance.now() - began) };
}
