import type { Figure } from "./figures.ts";
import { concurrency } from "./loop.ts";
import type { Scene } from "./scene.ts";
import { botStages } from "./stages/bot.ts";
import { executorStages } from "./stages/executor.ts";
import type { Stage } from "./stages/stage.ts";
import { openStageTools } from "./stages/tools.ts";

/** Each stage is repeated for so long, after half of that to warm up, in milliseconds. */
const lengthMs = 600;

/**
 * What each stage of a no-op costs: its own function of the bot or of the executor, run in this process again and
 * again, ten at a time as in the closed loop, so that those that share a sync or a batch share it here too.
 */
export async function benchStages(scene: Scene): Promise<Figure[]> {
  const tools = await openStageTools(scene);
  try {
    const costs: { stage: Stage; us: number }[] = [];
    for (const stage of [...(await botStages(tools)), ...(await executorStages(tools))]) {
      await repeat(stage, lengthMs / 2);
      costs.push({ stage, us: await repeat(stage, lengthMs) });
    }
    const total = costs.filter(({ stage }) => stage.partOf === undefined).reduce((sum, { us }) => sum + us, 0);
    const shares = costs.map(({ stage, us }): Figure => {
      const { name, note, partOf } = stage;
      const words = [partOf === undefined ? [] : [`counted in “${partOf}” already`], note ?? []].flat().join("; ");
      const figure = { name: `stage: ${name}`, value: us, unit: "µs", baseline: total, ratio: us / total };
      return words === "" ? figure : { ...figure, note: words };
    });
    const sum = { name: "stage: all together", value: total, unit: "µs", baseline: null, ratio: null };
    return [...shares, { ...sum, note: "a stage's baseline is all of them together, its ratio its share" }];
  } finally {
    await tools.close();
  }
}

/** Microseconds of processor time a no-op, ten under way at a time: what else the machine does costs none of it. */
async function repeat({ run, serves = 1 }: Stage, forMs: number): Promise<number> {
  const began = performance.now();
  const before = process.cpuUsage();
  let done = 0;
  const loops = Array.from({ length: concurrency }, async () => {
    while (performance.now() < began + forMs) {
      await run();
      done += serves;
    }
  });
  await Promise.all(loops);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / done;
}
