import { slopeOf } from "../slope.ts";

/** What was free on a disk at a time, in milliseconds since 1970. */
export interface Sample {
  readonly at: number;
  readonly free: number;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Samples lie so far apart, and so long are they kept. */
const apartMs = hourMs / 2;
const keptMs = 3 * dayMs;
/** One big copy is no trend. */
const leastMs = 12 * hourMs;

/** Adds a sample where the last one is old enough, and forgets those that are too old or, after a clock step, to come. */
export function withSample(samples: readonly Sample[], sample: Sample): readonly Sample[] {
  const kept = samples.filter(({ at }) => at > sample.at - keptMs && at <= sample.at);
  const last = kept.at(-1);
  return last !== undefined && sample.at - last.at < apartMs ? kept : [...kept, sample];
}

/** In how many days nothing is left if it goes on so (least squares); undefined: it does not shrink, or too little is known. */
export function daysLeft(samples: readonly Sample[], free: number): number | undefined {
  const [first, last] = [samples.at(0), samples.at(-1)];
  if (first === undefined || last === undefined || last.at - first.at < leastMs) return undefined;
  const slope = slopeOf(samples.map(({ at, free: y }) => ({ x: (at - first.at) / dayMs, y })));
  return slope === undefined || slope >= 0 ? undefined : free / -slope;
}
