import { createDecider, type Decider } from "../../policies/decide.ts";
import type { Question } from "../../policies/facts.ts";
import type { Figure, Limit } from "./figures.ts";
import type { Scene } from "./scene.ts";
import { percentile } from "./statistics.ts";

const warmUp = 300;
const times = 3_000;
const below = (bound: number): Limit => ({ of: "value", kind: "below", bound });

/** How long the programs wait for their policies, and everybody for one decision. */
export async function benchPolicy(scene: Scene): Promise<Figure[]> {
  const began = performance.now();
  const { decide } = await createDecider();
  const start = performance.now() - began;
  const figures = Object.entries(questions()).map(([name, question]) => {
    const took = measure(decide, question);
    scene.tell(
      `policy: ${name}: p50 ${percentile(took, 0.5).toFixed(3)} ms, p99 ${percentile(took, 0.99).toFixed(3)} ms`,
    );
    const value = percentile(took, 0.99);
    const note = `p50 ${percentile(took, 0.5).toFixed(3)} ms; ${decide(question).effect}`;
    return { name: `decide: ${name}, p99`, value, unit: "ms", baseline: null, ratio: null, limit: below(1), note };
  });
  const first = { name: "policies: load and validate", value: start, unit: "ms", baseline: null, ratio: null };
  return [{ ...first, limit: below(2_000) }, ...figures];
}

/** Of each decision, in milliseconds. */
function measure(decide: Decider["decide"], question: Question): number[] {
  for (let done = 0; done < warmUp; done += 1) decide(question);
  return Array.from({ length: times }, () => {
    const began = performance.now();
    decide(question);
    return performance.now() - began;
  });
}

/** With all that an executor knows when it decides. */
function questions(): Readonly<Record<string, Question>> {
  const person = { name: "e235701", uid: 20_001, roles: ["student"] } as const;
  const host = {
    name: "vm1",
    stopped: false,
    diskTotalGiB: 10_000,
    diskFreeGiB: 9_000,
    committedGiB: 300,
    growth: 0.5,
  };
  const base: Omit<Question, "action" | "input"> = {
    person,
    host,
    target: { name: "web", owner: person, running: false, cpu: 1, memoryMiB: 1_024, diskGiB: 10 },
    use: { guests: 1, runningCpus: 1, runningMemoryMiB: 1_024, diskGiB: 10 },
    at: Date.now(),
    channel: { platform: "slack", workspace: "T0123456789", place: "private", proved: true },
    ownLimits: { guests: 6 },
  };
  const wish = { template: "ubuntu-22", name: "web", cpu: 1, memoryMiB: 1_024, diskGiB: 10 };
  const create: Question = { ...base, action: "vm.create", input: wish };
  const larger: Question = { ...create, input: { ...wish, diskGiB: 20 } };
  return {
    "/vm show": { ...base, action: "vm.show", input: { name: "web" } },
    "/vm start": { ...base, action: "vm.start", input: { name: "web" } },
    "/vm create": create,
    "/vm create, approved": { ...larger, approval: { approver: { name: "prof1", uid: 10_001, roles: ["staff"] } } },
    "/vm create that needs an approval": larger,
    "/vm create above a limit": { ...create, use: { ...base.use, guests: 6 } },
  };
}
