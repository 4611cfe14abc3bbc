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
  const meanAt = mean(samples.map(({ at }) => at));
  const meanFree = mean(samples.map((sample) => sample.free));
  const spread = samples.reduce((sum, { at }) => sum + (at - meanAt) ** 2, 0);
  const slope = samples.reduce((sum, sample) => sum + (sample.at - meanAt) * (sample.free - meanFree), 0) / spread;
  return slope >= 0 ? undefined : free / -slope / dayMs;
}

const mean = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
