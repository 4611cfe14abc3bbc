import { z } from "zod";
import { slopeOf } from "../monitors/slope.ts";

/** How full a cluster was at some time (milliseconds since 1970), in bytes. */
export const sampleSchema = z.object({ at: z.number(), used: z.number(), total: z.number() });
export type Sample = z.infer<typeof sampleSchema>;

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** One sample in so long. */
const everyMs = hourMs;
/** The trend is that of so many days. */
const trendDays = 7;
/** Shorter than this there is no trend. */
const leastMs = dayMs;

/** Adds a sample, where it is time for one, and forgets the old ones. */
export function withSample(samples: readonly Sample[], sample: Sample): readonly Sample[] {
  const { at } = sample;
  // A clock that was put back leaves samples of the future, which are of no use.
  const kept = samples.filter((one) => one.at <= at && one.at > at - trendDays * dayMs);
  const last = kept.at(-1);
  const isDue = last === undefined || at - last.at >= everyMs || kept.length < samples.length;
  return isDue ? [...kept, sample] : samples;
}

/**
 * In how many days the cluster will be full, going on as in the last week (least squares); undefined where it does not
 * grow or too little is known. Samples of another size than now are left out: disks that were added are no trend.
 * `fullAt`: the share at which nothing can be written any more.
 */
export function daysLeft(samples: readonly Sample[], now: Sample, fullAt: number): number | undefined {
  const alike = samples.filter(({ total }) => Math.abs(total - now.total) < now.total * 0.01);
  const first = alike[0];
  if (first === undefined || now.at - first.at < leastMs) return undefined;
  const slope = slopeOf([...alike, now].map(({ at, used }) => ({ x: (at - now.at) / dayMs, y: used })));
  const room = now.total * fullAt - now.used;
  if (slope === undefined || slope <= 0) return undefined;
  return Math.max(0, room / slope);
}
