import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { type JournalRecord, recordSchema } from "../../executor/journal/records.ts";
import { grantIdOf } from "../../protocol/ids.ts";
import { type BareTimes, bareSteps, makeBare } from "./bare.ts";
import type { Figure } from "./figures.ts";
import { type LeaseWatch, watchLeases } from "./leases.ts";
import type { Scene } from "./scene.ts";
import { median } from "./statistics.ts";
import { whileStill } from "./still.ts";
import { mustSay, openTerminal, type Terminal } from "./terminal.ts";

const pairs = 7;
/** So long the machine is left alone before each measurement, in ms: a change is followed by an inventory. */
const restMs = 1_500;
const owner = "e235701";

/** How long the parts of a create took, in milliseconds. */
interface Times {
  /** Typed line → `virsh start` returned. */
  readonly toStart: number;
  /** Of that, until the plan stood in the journal. */
  readonly planning: number;
  readonly steps: Readonly<Record<string, number>>;
  /** `virsh start` returned → lease visible: the guest's own boot. */
  readonly boot: number;
  /** Lease visible → final message received. */
  readonly afterLease: number;
}

/** What Shisa adds to a create, against the same programs in a bare script, in turns. */
export async function benchCreate(scene: Scene): Promise<Figure[]> {
  const { department, tell } = scene;
  const leases = watchLeases(department.lab);
  const terminal = await openTerminal(department.socket, owner);
  const all: { bare: BareTimes; shisa: Times }[] = [];
  try {
    for (let pair = 1; pair <= pairs; pair += 1) {
      const first = pair % 2 === 0 ? await bareAlone(scene, pair) : undefined;
      const shisa = await create(scene, terminal, leases);
      const bare = first ?? (await bareAlone(scene, pair));
      all.push({ bare, shisa });
      const [added, after] = [shisa.toStart - bare.total, shisa.afterLease].map((each) => each.toFixed(0));
      tell(`create, pair ${pair} of ${pairs}: to start ${added} ms more than bare, after the lease ${after} ms`);
    }
  } finally {
    leases.stop();
    terminal.close();
  }
  return figures(all);
}

/** The executor is held still meanwhile: a script without Shisa has no inventory running beside it. */
async function bareAlone({ department }: Scene, number: number): Promise<BareTimes> {
  await pause(restMs);
  return whileStill(department.executor().pid, () => makeBare(department.lab, number));
}

const outputSchema = z.object({ address: z.ipv4() });

async function create({ department }: Scene, terminal: Terminal, leases: LeaseWatch): Promise<Times> {
  await pause(restMs);
  const { typedAt, finalAt, final } = await mustSay(terminal, "/vm create tiny bench");
  const { address } = outputSchema.parse(final.output);
  const leaseAt = leases.seenAt(address) ?? Number.NaN;
  const grant = grantIdOf(`terminal:${final.id}`);
  const records = await recordsOf(join(department.folder, "executor/journal.jsonl"), grant);
  await mustSay(terminal, "/vm delete bench");
  const at = (state: string, step: string): number =>
    records.find((each) => each.t === "step" && each.step === step && each.state === state)?.at ?? Number.NaN;
  const startedAt = at("done", "start");
  return {
    toStart: startedAt - typedAt,
    planning: (records.find((each) => each.t === "planned")?.at ?? Number.NaN) - typedAt,
    steps: Object.fromEntries(bareSteps.map((step) => [step, at("done", step) - at("doing", step)])),
    boot: leaseAt - startedAt,
    afterLease: finalAt - leaseAt,
  };
}

/** A step's records bear the milliseconds at which it began and at which its program had ended. */
async function recordsOf(path: string, grant: string): Promise<JournalRecord[]> {
  const lines = (await readFile(path, "utf8")).split("\n").filter((line) => line.includes(grant));
  return lines.map((line) => recordSchema.parse(JSON.parse(line)));
}

function figures(all: readonly { bare: BareTimes; shisa: Times }[]): Figure[] {
  const of = (pick: (pair: (typeof all)[number]) => number): number => median(all.map(pick));
  const against = (name: string, value: number, baseline: number): Figure => ({
    name: `create: ${name}`,
    ...{ value, unit: "ms", baseline, ratio: value / baseline },
  });
  const alone = (name: string, value: number): Figure => ({
    name: `create: ${name}`,
    ...{ value, unit: "ms", baseline: null, ratio: null },
  });
  return [
    against(
      "typed line → virsh start returned, against a bare script",
      of(({ shisa }) => shisa.toStart),
      of(({ bare }) => bare.total),
    ),
    alone(
      "of that, until it was planned",
      of(({ shisa }) => shisa.planning),
    ),
    alone(
      "of that, in none of the steps",
      of(({ shisa }) => shisa.toStart - Object.values(shisa.steps).reduce((sum, each) => sum + each, 0)),
    ),
    ...bareSteps.map((step) =>
      against(
        `of that, the step ${step}`,
        of(({ shisa }) => shisa.steps[step] ?? Number.NaN),
        of(({ bare }) => bare.steps[step]),
      ),
    ),
    alone(
      "the guest's boot: virsh start returned → lease visible",
      of(({ shisa }) => shisa.boot),
    ),
    alone(
      "lease visible → message sent",
      of(({ shisa }) => shisa.afterLease),
    ),
    {
      ...alone(
        "what Shisa adds, both together",
        of(({ bare, shisa }) => shisa.toStart - bare.total + shisa.afterLease),
      ),
      limit: { of: "value", kind: "most", bound: 300 },
      note: "median over the pairs of (typed line → virsh start − bare script + lease visible → message)",
    },
  ];
}
