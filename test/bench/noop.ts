import { Redis } from "ioredis";
import type { Figure } from "./figures.ts";
import { concurrency, pingFor, pingTimes } from "./loop.ts";
import { usedBy, usedByRedis } from "./processor.ts";
import { startRaw } from "./raw/raw.ts";
import type { Scene } from "./scene.ts";
import { median } from "./statistics.ts";

const rounds = 7;
const warmUp = 5_000;

interface Speed {
  readonly perSecond: number;
  /** Processor time of all processes that take part, whoever asks and Redis included, in µs a job. */
  readonly processorUs: number;
}

/** `/ping` through every check, against no-ops through BullMQ alone, in turns. */
export async function benchNoop(scene: Scene, seconds: number): Promise<Figure[]> {
  const raw = await startRaw(scene.redisUrl);
  const redis = new Redis(scene.redisUrl);
  const { bot, executor } = scene.department;
  const runRaw = () => measured(redis, raw.pids, () => raw.pingFor(seconds));
  const runShisa = () => measured(redis, [bot().pid, executor().pid, process.pid], () => pingFor(scene, seconds));
  try {
    // Neither is measured cold: programs that run for weeks have long been compiled.
    await runRaw();
    await pingTimes(scene, warmUp);
    const pairs: { raw: Speed; shisa: Speed }[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      const pair = { raw: await runRaw(), shisa: await runShisa() };
      pairs.push(pair);
      const [ours, theirs] = [pair.shisa.perSecond, pair.raw.perSecond].map((each) => each.toFixed(0));
      scene.tell(`no-op, round ${round} of ${rounds}: ${ours} of ${theirs} jobs/s`);
    }
    const of = (pick: (pair: (typeof pairs)[number]) => number): number => median(pairs.map(pick));
    return [
      {
        name: `noop: /ping at concurrency ${concurrency}, against raw BullMQ`,
        value: of(({ shisa }) => shisa.perSecond),
        unit: "jobs/s",
        baseline: of((pair) => pair.raw.perSecond),
        ratio: of((pair) => pair.shisa.perSecond / pair.raw.perSecond),
        limit: { of: "ratio", kind: "least", bound: 0.15 },
      },
      {
        name: "noop: processor time of all processes together",
        value: of(({ shisa }) => shisa.processorUs),
        unit: "µs/job",
        baseline: of((pair) => pair.raw.processorUs),
        ratio: of((pair) => pair.raw.processorUs / pair.shisa.processorUs),
        note: "baseline ÷ value; a busy machine changes it less than the ratio above",
      },
    ];
  } finally {
    redis.disconnect();
    await raw.stop();
  }
}

async function measured(
  redis: Redis,
  pids: readonly number[],
  run: () => Promise<{ jobs: number; perSecond: number }>,
): Promise<Speed> {
  const used = async (): Promise<number> => (await usedBy(pids)) + (await usedByRedis(redis));
  const before = await used();
  const { jobs, perSecond } = await run();
  return { perSecond, processorUs: (((await used()) - before) * 1000) / jobs };
}
