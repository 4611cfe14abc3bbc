import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createExec } from "../../../executor/exec.ts";
import type { Job } from "../../../executor/runner.ts";
import { checkImageRunner } from "../../../executor/runners/gpu/check.ts";
import type { CheckJobs, EndedCheck } from "../../../executor/slurm/check/jobs.ts";
import { reportMark, smokeScript } from "../../../executor/slurm/check/smoke.ts";
import { createImages, type Images } from "../../../executor/slurm/images.ts";
import { gpuCheck, type ImageChoice } from "../../../protocol/actions/gpu.ts";
import { accepted } from "../../../protocol/refusal.ts";
import { throwAwayFolder } from "../../support/folder.ts";

let folder: Awaited<ReturnType<typeof throwAwayFolder>>;
let images: Images;
let did: string[];
let end: EndedCheck;

const listed: ImageChoice = { kind: "listed", name: "pytorch" };
const student = { name: "e235701", uid: 10_001, roles: ["student"] } as unknown as Job["person"];
const admin = { name: "adm1", uid: 10_201, roles: ["admin"] } as unknown as Job["person"];
const jobOf = (person: Job["person"]): Job =>
  ({ grant: "g1", person, signal: new AbortController().signal, now: () => 1_000 }) as unknown as Job;

const seen = {
  ...{ python: "3.11.9", cuda: "12.4", driver: "535.183.01", driverCuda: "12.2", init: 0, usable: true },
  ...{ gpus: [{ name: "Tesla V100-PCIE-32GB", capability: "7.0" }], architectures: ["sm_70"] },
  framework: "PyTorch 2.4.0+cu124",
};
const printed = (text: string): EndedCheck => ({
  ...{ job: 41, node: "n1", state: "completed", exitCode: 0 },
  log: { path: "~/gpu-logs/41.log", bytes: text.length, text, whole: true },
});
const reported = (changes: object = {}): EndedCheck =>
  printed(`hello\n${reportMark}${JSON.stringify({ ...seen, ...changes })}\n`);

beforeEach(async () => {
  folder = await throwAwayFolder();
  await chmod(folder.path, 0o755);
  await mkdir(join(folder.path, "list"), { mode: 0o755 });
  await writeFile(join(folder.path, "x.sif"), "SIF", { mode: 0o644 });
  images = createImages(createExec(), join(folder.path, "list"));
  const image = {
    title: { ja: "x", en: "x" },
    path: join(folder.path, "x.sif"),
    framework: null,
    cuda: null,
    bytes: 3,
  };
  await images.put({ ...image, name: "pytorch", testedAt: null });
  await images.put({ ...image, name: "jax", testedAt: 5, framework: "JAX 0.4" });
  [did, end] = [[], reported()];
});
afterEach(() => folder.remove());

/** The cluster, in this process. */
const jobs: CheckJobs = {
  locate: async () => accepted("/srv/images/x.sif"),
  fetch: async () => void did.push("fetch"),
  isThere: async () => true,
  submit: async ({ sif, script, minutes }, { person }) => {
    expect(script).toBe(smokeScript);
    did.push(`submit ${sif} ${minutes} as ${person.name}`);
  },
  isSubmitted: async () => did.some((one) => one.startsWith("submit")),
  cancel: async (grant) => void did.push(`cancel ${grant}`),
  ended: async () => end,
  hasEnded: async () => true,
};

async function check(image: ImageChoice, person: Job["person"]) {
  const runner = checkImageRunner({ name: "gpu1", images, jobs });
  const job = jobOf(person);
  const planned = await runner.plan({ image } as never, job, []);
  if (!planned.ok) throw new Error(planned.refusal.code);
  const plan = runner.planSchema.parse(JSON.parse(JSON.stringify(planned.value)));
  for (const step of Object.values(runner.steps)) await step.do(plan, job);
  return gpuCheck.output.parse(await runner.result(plan, job));
}

test("a check is one job of two minutes as the person, and tells what the image saw", async () => {
  expect(await check(listed, student)).toMatchObject({
    ...{ host: "gpu1", job: 41, node: "n1", image: "pytorch", verdict: "usable", instead: [] },
    seen: { framework: "PyTorch 2.4.0+cu124", driverCuda: "12.2" },
  });
  expect(did).toEqual(["fetch", "submit /srv/images/x.sif 2 as e235701"]);
});

test("an image that cannot be used is answered with tested ones that can", async () => {
  end = reported({ usable: false, cuda: "13.0", gpus: [] });
  expect(await check({ kind: "own", path: "new.sif" }, student)).toMatchObject({
    ...{ image: "~/new.sif", verdict: "driver_too_old", instead: ["jax"] },
  });
});

test("an image that prints no report is told as such, with its log", async () => {
  end = { ...printed("FATAL:   image format not recognized\n"), state: "failed", exitCode: 255 };
  expect(await check({ kind: "registry", reference: "a/b:c" }, student)).toMatchObject({
    ...{ image: "docker://a/b:c", verdict: "not_started", seen: null, log: { path: "~/gpu-logs/41.log" } },
  });
});

test("an administrator's check that went well makes an image a tested one", async () => {
  await check(listed, admin);
  expect(await images.find("pytorch")).toMatchObject({
    testedAt: 1_000,
    framework: "PyTorch 2.4.0+cu124",
    cuda: "12.4",
  });
  end = reported({ usable: false });
  await images.tested({ ...(await images.list())[1], name: "pytorch" } as never, { testedAt: 7 });
  await check(listed, admin);
  expect(await images.find("pytorch")).toMatchObject({ testedAt: 7 });
});
