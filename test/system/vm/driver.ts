import process from "node:process";
import { pino } from "pino";
import { z } from "zod";
import { readConfig } from "../../../executor/config.ts";
import { createExec } from "../../../executor/exec.ts";
import { createPeople } from "../../../executor/facts.ts";
import { openRemovedLinks } from "../../../executor/links/removed.ts";
import { createMunge } from "../../../executor/munge/munge.ts";
import { createProver } from "../../../executor/munge/prover.ts";
import type { OrderBook } from "../../../executor/orders/book.ts";
import { createRegistry, runnerIn } from "../../../executor/registry.ts";
import type { AnyRunner, Job, OpenPlan } from "../../../executor/runner.ts";
import { createDecider } from "../../../policies/decide.ts";
import { generateKeys, importOwnKeys } from "../../../protocol/keys.ts";
import type { Refusal } from "../../../protocol/refusal.ts";
import { emptyHead } from "../../support/heads.ts";

// Runs jobs of /vm inside a lab, straight through the runners: no chat, no grants, no policies, no journal. Reads a
// list of jobs as JSON from its standard input, runs them all at once with one planning lock, prints their results.
// With the argument `watch` it follows what libvirt tells of guests instead.

const jobSchema = z.strictObject({
  action: z.string(),
  person: z.strictObject({ name: z.string(), uid: z.int() }),
  input: z.unknown(),
  /** Does the steps before this one only, then takes all steps back, in reverse. */
  undoAt: z.string().optional(),
  /** Does every step twice, and takes every step back twice. */
  twice: z.boolean().optional(),
});
export type DriverJob = z.input<typeof jobSchema>;

export interface DriverResult {
  readonly output?: unknown;
  readonly refusal?: Refusal;
  readonly error?: string;
  readonly code?: string;
  readonly plan?: unknown;
  readonly facts?: unknown;
  /** Milliseconds of each step, and of facts and plan. */
  readonly times: Readonly<Record<string, number>>;
  /** What each step's probe said at the end. */
  readonly probes: Readonly<Record<string, boolean>>;
}

const config = readConfig();
const exec = createExec();
const people = createPeople(exec, config.groups, Date.now);
const own = await importOwnKeys((await generateKeys(config.host, "executor", 3_600_000)).file);
const audit = () => emptyHead;
const { decide } = await createDecider();
const munge = createMunge(exec, config.mungeSocket, Date.now);
const prover = createProver(munge, exec, people);
const known = { config, own, trust: new Map(), decide, exec, people, munge, prover, audit };
const orders: OrderBook = {
  all: () => [],
  of: () => undefined,
  take: async () => ({ taken: [], rejected: [] }),
  put: async () => undefined,
  takeBack: async () => undefined,
};
const removed = await openRemovedLinks(config.state, Date.now);
const connect = () => {
  throw new Error("no guest needs Redis");
};
const tools = { ...known, orders, removed, connect, now: Date.now, log: pino({ level: "silent" }) };
const { runners, sources } = createRegistry(tools, async () => false);
const open: OpenPlan[] = [];
let lock: Promise<unknown> = Promise.resolve();

type Timed = <T>(name: string, work: () => Promise<T>) => Promise<T>;

async function runJob(given: z.output<typeof jobSchema>, index: number): Promise<DriverResult> {
  const runner = runnerIn(runners)(given.action);
  if (runner === undefined) throw new Error(`no runner for ${given.action}`);
  const person = { ...given.person, roles: ["student" as const] };
  const identity = { platform: "terminal", workspace: "lab", user: person.name };
  const job: Job = {
    grant: `g${index}`,
    person,
    identity,
    bot: "b",
    signal: new AbortController().signal,
    now: Date.now,
  };
  const times: Record<string, number> = {};
  const probes: Record<string, boolean> = {};
  const timed: Timed = async (name, work) => {
    const began = performance.now();
    try {
      return await work();
    } finally {
      times[name] = Math.round(performance.now() - began);
    }
  };
  let facts: unknown;
  try {
    const input = runner.action.input.parse(given.input);
    await timed("prepare", async () => runner.prepare?.(input, job));
    const planning = lock.then(async () => {
      facts = await timed("facts", () => runner.facts(input, job, open));
      const planned = await timed("plan", () => runner.plan(input, job, open));
      if (planned.ok) open.push({ grant: job.grant, action: given.action, person, plan: planned.value });
      return planned;
    });
    lock = planning.catch(() => undefined);
    const planned = await planning;
    if (!planned.ok) return { refusal: planned.refusal, facts, times, probes };
    const plan = runner.planSchema.parse(JSON.parse(JSON.stringify(planned.value)));
    await doSteps(runner, plan, job, given, timed);
    for (const step of runner.action.steps) probes[step] = (await runner.steps[step]?.probe(plan, job)) ?? false;
    if (given.undoAt !== undefined) return { plan, facts, times, probes };
    const output = await timed("result", () => runner.result(plan, job));
    return { output: runner.action.output.parse(output), plan, facts, times, probes };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    return { error: String(error), code, facts, times, probes };
  } finally {
    const at = open.findIndex(({ grant }) => grant === job.grant);
    if (at !== -1) open.splice(at, 1);
  }
}

async function doSteps(
  runner: AnyRunner,
  plan: unknown,
  job: Job,
  { undoAt, twice }: z.output<typeof jobSchema>,
  timed: Timed,
): Promise<void> {
  const times = twice === true ? [1, 2] : [1];
  for (const name of runner.action.steps) {
    if (name === undoAt) break;
    for (const _ of times) await timed(name, async () => runner.steps[name]?.do(plan, job));
  }
  if (undoAt === undefined) return;
  for (const name of runner.action.steps.toReversed()) {
    for (const _ of times) await timed(`undo ${name}`, async () => runner.steps[name]?.undo(plan, job));
  }
}

/** Prints the inventory's guests at each change that libvirt tells of, until the input ends. */
async function watch(): Promise<void> {
  const [source] = sources;
  const print = async (): Promise<void> => {
    const { guests = [] } = (await source?.collect()) ?? {};
    process.stdout.write(`${JSON.stringify(guests.map(({ hostName, state }) => [hostName, state]))}\n`);
  };
  const stop = source?.watch?.(() => void print());
  await print();
  for await (const _ of process.stdin);
  await stop?.();
}

async function runAll(): Promise<void> {
  let text = "";
  for await (const chunk of process.stdin) text += String(chunk);
  const jobs = z.array(jobSchema).parse(JSON.parse(text));
  process.stdout.write(`${JSON.stringify(await Promise.all(jobs.map(runJob)))}\n`);
}

await (process.argv[2] === "watch" ? watch() : runAll());
