import { chmod, chown, mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createExec } from "../../executor/exec.ts";
import { createLog } from "../../executor/log.ts";
import type { AnyRunner, Job } from "../../executor/runner.ts";
import type { GpuHost } from "../../executor/runners/gpu/host.ts";
import { gpuJobRunner } from "../../executor/runners/gpu/job.ts";
import { createJobBook } from "../../executor/slurm/book.ts";
import { createSlurmClient } from "../../executor/slurm/client.ts";
import { createEnds } from "../../executor/slurm/ends.ts";
import { createGrantJobs } from "../../executor/slurm/jobs.ts";
import { slurmConfig, slurmSettingsSchema } from "../../executor/slurm/settings.ts";
import { createSpool } from "../../executor/slurm/spool.ts";
import { type GpuEnd, type GpuWork, gpuJob } from "../../protocol/actions/gpu.ts";
import { throwAwayFolder } from "../support/folder.ts";
import { type RealSlurm, startSlurm } from "../support/real-slurm.ts";
import { waitFor } from "../support/wait.ts";

let folder: Awaited<ReturnType<typeof throwAwayFolder>>;
let slurm: RealSlurm;
let home: string;
let grants = 0;
const stops: (() => void)[] = [];
// An account that every Debian has (base-passwd), and that nobody logs in with.
const person = { name: "games", uid: 5, gid: 60, roles: ["student"], fullName: "" } as const;

beforeAll(async () => {
  folder = await throwAwayFolder();
  slurm = await startSlurm(folder.path);
  home = join(folder.path, "home");
  await mkdir(home);
  await chmod(home, 0o700);
  await chown(home, person.uid, person.gid);
});
afterAll(async () => {
  for (const stop of stops) stop();
  await slurm.stop();
  await folder.remove();
});

/** As an executor that has just started has it. */
function host(everyMs = 2_000): GpuHost {
  const exec = createExec();
  const log = createLog("silent", "gpu1");
  const settings = { SHISA_SLURM_CONF: slurm.conf, SHISA_SLURM_SPOOL: slurm.spool };
  const read = slurmConfig(slurmSettingsSchema.parse(settings));
  if (read === undefined) throw new Error("no settings");
  const config = { ...read, everyMs };
  const client = createSlurmClient(exec, config);
  const people = { look: () => Promise.resolve({ ...person, roles: [...person.roles], home }) };
  const ends = createEnds({ client, spool: createSpool(slurm.spool, log), everyMs, log });
  stops.push(() => ends.stop());
  const book = createJobBook(join(folder.path, "book"), Date.now);
  const jobs = createGrantJobs({ people, client, ends, book, config });
  return { ...{ name: "gpu1", exec, people, client, images: undefined, jobs, config }, ownLimits: () => undefined };
}

function asking(): { job: Job; end: () => void } {
  const control = new AbortController();
  grants += 1;
  const grant = `g${grants.toString(16).padStart(32, "0")}`;
  const job = { grant, person, signal: control.signal, now: Date.now } as unknown as Job;
  return { job, end: () => control.abort(new Error("killed")) };
}

async function planned(runner: AnyRunner, work: GpuWork, job: Job, more: object = {}): Promise<unknown> {
  const usual = { gpus: 0, cpus: 1, memoryMiB: 100, minutes: 5, typed: [] };
  const plan = await runner.plan(gpuJob.input.parse({ work, ...usual, ...more }) as never, job, []);
  if (!plan.ok) throw new Error(plan.refusal.code);
  return runner.planSchema.parse(JSON.parse(JSON.stringify(plan.value)));
}

const step = (runner: AnyRunner, name: string) => {
  const found = (runner.steps as Record<string, AnyRunner["steps"][never]>)[name];
  if (found === undefined) throw new Error(name);
  return found as { do: (plan: unknown, job: Job) => Promise<void>; undo: (plan: unknown, job: Job) => Promise<void> };
};

async function begin(runner: AnyRunner, work: GpuWork, job: Job, more: object = {}): Promise<unknown> {
  const plan = await planned(runner, work, job, more);
  for (const name of ["image", "prepare", "submit"]) await step(runner, name).do(plan, job);
  return plan;
}

async function finish(runner: AnyRunner, plan: unknown, job: Job): Promise<GpuEnd> {
  await step(runner, "run").do(plan, job);
  return gpuJob.output.parse(await runner.result(plan, job));
}

async function run(work: GpuWork, more: object = {}): Promise<GpuEnd> {
  const [runner, { job }] = [gpuJobRunner(host()), asking()];
  return finish(runner, await begin(runner, work, job, more), job);
}

const command = (text: string): GpuWork => ({ kind: "command", command: text });
const attached = (name: string, text: string): GpuWork => {
  return { kind: "attached", name, base64: Buffer.from(text).toString("base64") };
};

test("a command runs as its person, in their home, on a GPU, and its end, code and log are told", async () => {
  const end = await run(command("id -un; pwd; echo GPU=$CUDA_VISIBLE_DEVICES; exit 9"), { gpus: 1 });
  expect(end).toMatchObject({ state: "failed", exitCode: 9, signal: null, nodes: "n1", gpus: 1 });
  expect(end.log).toMatchObject({ text: `games\n${home}\nGPU=0\n`, whole: true, path: `~/gpu-logs/${end.job}.log` });
});

test("an attached script with a name of any language is mended, and its own lines count as options", async () => {
  const script =
    "\ufeff#!/bin/bash\r\n#SBATCH --mem=200M\r\n#SBATCH --output=/tmp/elsewhere\r\n#SBATCH --array=1-9\r\necho ok\r\n";
  const end = await run(attached("課題１.sh", script));
  expect(end).toMatchObject({ state: "completed", exitCode: 0, memoryMiB: 200, name: "課題１.sh" });
  expect(end.log?.text).toBe("ok\n");
  expect(end.notes.map(({ code }) => code)).toEqual([
    ...["byte_order_mark", "carriage_returns", "directive_taken", "directive_ignored", "directive_ignored"],
  ]);
});

test("a script in the home runs in its own folder", async () => {
  await mkdir(join(home, "work"));
  await writeFile(join(home, "work/a.py"), "import os\nprint(os.getcwd())\n");
  expect((await run({ kind: "path", path: "work/a.py" })).log?.text).toBe(`${home}/work\n`);
});

test("nothing of root's environment reaches a job", async () => {
  vi.stubEnv("SHISA_SECRET", "of root");
  const { log } = await run(command("env"));
  vi.unstubAllEnvs();
  expect(log?.text).toContain("SLURM_JOB_ID=");
  expect(log?.text).not.toMatch(/of root|SHISA_|REDIS/u);
});

test("a script that is a link to somebody else's file, and a log that is one, are not read", async () => {
  await symlink("/etc/shadow", join(home, "link.sh"));
  const [runner, { job }] = [gpuJobRunner(host()), asking()];
  await expect(planned(runner, { kind: "path", path: "link.sh" }, job)).rejects.toThrow("gpu.script_missing");
  const end = await run(
    command('ln -sf /etc/shadow "$HOME/x"; f=$(ls -t gpu-logs/*.log | head -1); rm $f; ln -s /etc/shadow $f'),
  );
  expect(end).toMatchObject({ state: "completed", log: null });
});

test("a job that is cancelled is gone when its undo returns", async () => {
  const [runner, { job }] = [gpuJobRunner(host()), asking()];
  const plan = await begin(runner, command("sleep 300"), job);
  await step(runner, "submit").undo(plan, job);
  expect(await finish(runner, plan, job)).toMatchObject({ state: "cancelled", exitCode: null });
});

test("a job that outlives its time is told as such", async () => {
  const [runner, { job }] = [gpuJobRunner(host()), asking()];
  const plan = await begin(runner, command("sleep 300"), job);
  const id = JSON.parse(slurm.run("squeue", "--json")).jobs.find(
    (one: { comment: string }) => one.comment === job.grant,
  ).job_id;
  await waitFor(
    "the job to run",
    () => slurm.run("squeue", "-h", "-j", String(id), "-o", "%T").trim() === "RUNNING",
    20_000,
  );
  slurm.run("scontrol", "update", `jobid=${id}`, "EndTime=now");
  const end = await finish(runner, plan, job);
  expect(end).toMatchObject({ state: "timeout", exitCode: null, advice: [{ code: "time_limit" }] });
});

test("an executor killed between sbatch and its own note submits nothing twice", async () => {
  const [runner, { job }] = [gpuJobRunner(host()), asking()];
  const plan = await begin(runner, command("echo once"), job);
  const book = createJobBook(join(folder.path, "book"), Date.now);
  const entry = await book.read(job.grant);
  if (entry === undefined) throw new Error("nothing was noted");
  await book.write({ ...entry, job: null });
  const again = gpuJobRunner(host());
  await step(again, "submit").do(plan, job);
  expect(await finish(again, plan, job)).toMatchObject({ state: "completed", job: entry.job });
  const all = JSON.parse(slurm.run("squeue", "--json")).jobs as { comment: string }[];
  expect(all.filter(({ comment }) => comment === job.grant)).toHaveLength(1);
});

test("a controller that is away loses no job, neither one that runs nor one that is submitted", async () => {
  const runner = gpuJobRunner(host());
  const [{ job: running }, { job: late }] = [asking(), asking()];
  const plan = await begin(runner, command("sleep 1"), running);
  const latePlan = await planned(runner, command("echo late"), late);
  await slurm.stopController();
  const submitting = step(runner, "submit").do(latePlan, late);
  const ending = finish(runner, plan, running);
  slurm.startController();
  await submitting;
  expect(await ending).toMatchObject({ state: "completed" });
  expect(await finish(runner, latePlan, late)).toMatchObject({ state: "completed", log: { text: "late\n" } });
});

test("a burst of jobs ends with one answer each", async () => {
  const runner = gpuJobRunner(host());
  const all = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const { job } = asking();
      return finish(runner, await begin(runner, command("true"), job), job);
    }),
  );
  expect(new Set(all.map(({ job }) => job)).size).toBe(20);
  expect(all.every(({ state }) => state === "completed")).toBe(true);
});

test("what no node has is refused with the nearest that would run", async () => {
  const [runner, { job }] = [gpuJobRunner(host()), asking()];
  const input = { work: command("true"), gpus: 1, cpus: 9, memoryMiB: 100, minutes: 500, typed: ["cpus", "minutes"] };
  const plan = await runner.plan(gpuJob.input.parse(input) as never, job, []);
  expect(plan).toMatchObject({ ok: false, refusal: { code: "slurm.node_cpus", passing: { cpus: 2, minutes: 60 } } });
});
