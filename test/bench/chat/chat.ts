import { setTimeout as pause } from "node:timers/promises";
import type { Attendant } from "../../system/chat/attendant.ts";
import { allEnded, typePing } from "../../system/chat/endings.ts";
import { type Way, ways } from "../../system/chat/hall.ts";
import type { Figure, Limit } from "../figures.ts";
import type { Scene } from "../scene.ts";
import { median, percentile } from "../statistics.ts";
import { type Sides, startSides } from "./sides.ts";

const restRounds = 3;
const restActs = 120;
const burstRounds = 5;
/** Between two that are measured alone, and until all of a crowd have their answers, in milliseconds. */
const restMs = 20;
const crowdMs = 120_000;

interface Rest {
  readonly ack: number;
  /** Until the first message was there. */
  readonly visible: number;
}

/** Typed → acknowledged, beside real Bolt and discord.js that do nothing else; and typed → first message seen. */
export async function benchChat({ tell }: Scene): Promise<Figure[]> {
  tell("starting a department with Slack and Discord, and what only acknowledges …");
  const sides = await startSides();
  try {
    const figures: Figure[] = [];
    for (const way of ways) figures.push(...(await benchWay(way, sides, tell)));
    const { slack, discord } = sides.shisa;
    const complaints = [...slack.complaints(), ...discord.complaints()];
    if (complaints.length > 0) throw new Error(`a platform refused ${complaints.length} calls for what was in them`);
    return figures;
  } finally {
    await sides.stop();
  }
}

async function benchWay(way: Way, sides: Sides, tell: Scene["tell"]): Promise<Figure[]> {
  const bare = sides.bare.by(way);
  const shisa = sides.shisa.by(way);
  // Neither is measured cold.
  await atOnce(bare, false);
  await atOnce(shisa, true);
  const rest: { bare: Rest[]; shisa: Rest[] } = { bare: [], shisa: [] };
  for (let round = 0; round < restRounds; round += 1) {
    const chosen = (people: readonly Attendant[]) =>
      Array.from({ length: restActs }, (_, index) => people[(round * restActs + index) % people.length]);
    rest.bare.push(...(await oneByOne(chosen(bare), false)));
    rest.shisa.push(...(await oneByOne(chosen(shisa), true)));
    tell(`chat, ${way}: at rest, round ${round + 1} of ${restRounds}`);
  }
  const burst: { bare: number[]; shisa: number[] }[] = [];
  for (let round = 1; round <= burstRounds; round += 1) {
    burst.push({ bare: await atOnce(bare, false), shisa: await atOnce(shisa, true) });
    const [ours, theirs] = [burst.at(-1)?.shisa, burst.at(-1)?.bare].map((each) => percentile(each ?? [], 0.99));
    tell(
      `chat, ${way}: ${shisa.length} at once, round ${round}: p99 ${ours?.toFixed(0)} ms, bare ${theirs?.toFixed(0)}`,
    );
  }
  return figures(way, shisa.length, rest, burst);
}

/** Each types when the one before has their answer. */
async function oneByOne(people: readonly (Attendant | undefined)[], answered: boolean): Promise<Rest[]> {
  const results: Rest[] = [];
  for (const person of people) {
    if (person === undefined) continue;
    const before = [person.messages().length];
    const { at, tookMs } = await typePing(person);
    if (answered) await allEnded([person], before, { timeoutMs: crowdMs, everyMs: 5 });
    const first = person.messages()[before[0] ?? 0]?.times[0];
    results.push({ ack: tookMs, visible: (first ?? Number.NaN) - at });
    await pause(restMs);
  }
  return results;
}

/** All type in the same turn of the event loop. */
async function atOnce(people: readonly Attendant[], answered: boolean): Promise<number[]> {
  const before = people.map((person) => person.messages().length);
  const acks = await Promise.all(people.map(async (person) => (await typePing(person)).tookMs));
  if (answered) await allEnded(people, before, { timeoutMs: crowdMs, everyMs: 250 });
  await pause(restMs);
  return acks;
}

function figures(
  way: Way,
  people: number,
  rest: { bare: readonly Rest[]; shisa: readonly Rest[] },
  burst: readonly { bare: readonly number[]; shisa: readonly number[] }[],
): Figure[] {
  const against = (name: string, value: number, baseline: number, limit?: Limit): Figure => ({
    name: `chat, ${way}: ${name}`,
    ...{ value, unit: "ms", baseline, ratio: value / baseline },
    ...(limit === undefined ? {} : { limit }),
  });
  const acks = (side: readonly Rest[], share: number): number =>
    percentile(
      side.map(({ ack }) => ack),
      share,
    );
  const crowd = (side: "bare" | "shisa", share: number): number =>
    median(burst.map((round) => percentile(round[side], share)));
  const visible = rest.shisa.map((each) => each.visible);
  const bare99 = acks(rest.bare, 0.99);
  // Twice as long as without Shisa, or 10 ms: whichever allows more.
  const bound = Number(Math.max(10, 2 * bare99).toPrecision(3));
  return [
    against("acknowledged, at rest, p50", acks(rest.shisa, 0.5), acks(rest.bare, 0.5)),
    against("acknowledged, at rest, p99", acks(rest.shisa, 0.99), bare99, { of: "value", kind: "most", bound }),
    against(`acknowledged, ${people} at once, p50`, crowd("shisa", 0.5), crowd("bare", 0.5)),
    against(`acknowledged, ${people} at once, p99`, crowd("shisa", 0.99), crowd("bare", 0.99), {
      ...{ of: "value", kind: "below", bound: 500 },
    }),
    against(
      `acknowledged, ${people} at once, the slowest of all rounds`,
      Math.max(...burst.flatMap((round) => round.shisa)),
      Math.max(...burst.flatMap((round) => round.bare)),
    ),
    {
      name: `chat, ${way}: first message seen, at rest, p99`,
      ...{ value: percentile(visible, 0.99), unit: "ms", baseline: null, ratio: null },
      limit: { of: "value", kind: "below", bound: 1_000 },
    },
  ];
}
