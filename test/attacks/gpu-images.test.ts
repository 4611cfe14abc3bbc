import { chmod, chown, mkdir, rename, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createExec } from "../../executor/exec.ts";
import type { Job } from "../../executor/runner.ts";
import { checkImageRunner } from "../../executor/runners/gpu/check.ts";
import { reportMark } from "../../executor/slurm/check/smoke.ts";
import { createImages, type Images } from "../../executor/slurm/images.ts";
import { describeSif } from "../../executor/slurm/sif.ts";
import { accepted } from "../../protocol/refusal.ts";
import { type FakeApptainer, fakeApptainer, inspectedAs } from "../support/fake-apptainer.ts";
import { throwAwayFolder } from "../support/folder.ts";

let folder: Awaited<ReturnType<typeof throwAwayFolder>>;
let apptainer: FakeApptainer;
let images: Images;
let sif: string;
const exec = () => createExec({ programs: { apptainer: apptainer.program } });
const signal = () => AbortSignal.timeout(20_000);
const studentUid = 10_001;

beforeEach(async () => {
  folder = await throwAwayFolder();
  await chmod(folder.path, 0o755);
  for (const name of ["list", "images", "home"]) await mkdir(join(folder.path, name), { mode: 0o755 });
  await chown(join(folder.path, "home"), studentUid, studentUid);
  apptainer = await fakeApptainer(folder.path);
  images = createImages(exec(), join(folder.path, "list"));
  sif = join(folder.path, "images", "pytorch.sif");
  await writeFile(sif, "SIF", { mode: 0o644 });
  const about = { title: { ja: "x", en: "x" }, framework: null, cuda: null, bytes: 3, testedAt: null };
  await images.put({ ...about, name: "pytorch", path: sif });
});
afterEach(() => folder.remove());

const used = async () => {
  const image = await images.usable("pytorch", signal());
  return image.ok ? "used" : image.refusal.code;
};

test("a tested image whose file somebody else could have put there is used by no job", async () => {
  expect(await used()).toBe("used");
  const own = join(folder.path, "home", "pytorch.sif");
  await writeFile(own, "SIF", { mode: 0o644 });
  await rename(sif, `${sif}.old`);
  await symlink(own, sif);
  expect(await used()).toBe("image.link");
  await rename(`${sif}.old`, sif);
  expect(await used()).toBe("used");
  await rename(join(folder.path, "images"), join(folder.path, "aside"));
  await symlink(join(folder.path, "home"), join(folder.path, "images"));
  expect(await used()).toBe("image.link");
});

test("an image's own words about itself reach the list as a version or not at all", async () => {
  const evil = [
    '1.0"; rm -rf /',
    "@everyone",
    "\u001B[31mred",
    "1.0\u202E",
    "x".repeat(300),
    "2.4.0\n/gpu image add evil",
  ];
  for (const version of evil) {
    await apptainer.answer(inspectedAs({ PYTORCH_VERSION: version, CUDA_VERSION: version }));
    const about = await describeSif(exec(), sif, signal());
    expect(about?.cuda ?? "1.0").toMatch(/^\d{1,2}\.\d{1,2}$/u);
    expect(about?.framework ?? "PyTorch 1.0").toMatch(/^PyTorch [\w.+-]{1,40}$/u);
  }
});

test("a student who writes the log of a check makes no image a tested one", async () => {
  const lie = {
    python: "3",
    gpus: [{ name: "H100", capability: "9.0" }],
    framework: "Evil 1",
    usable: true,
    architectures: [],
  };
  const text = `${reportMark}${JSON.stringify(lie)}\n`;
  const runner = checkImageRunner({
    ...{ name: "gpu1", images },
    jobs: {
      ...{ locate: async () => accepted(sif), fetch: async () => undefined, isThere: async () => true },
      ...{ submit: async () => undefined, isSubmitted: async () => true, cancel: async () => undefined },
      ended: async () => ({
        ...{ job: 41, node: "n1", state: "completed", exitCode: 0 },
        log: { path: "~/gpu-logs/41.log", bytes: text.length, text, whole: true },
      }),
      hasEnded: async () => true,
    },
  });
  const person = { name: "e235701", uid: studentUid, roles: ["student"] };
  const job = { grant: "g1", person, signal: signal(), now: () => 1_000 } as unknown as Job;
  const planned = await runner.plan({ image: { kind: "listed", name: "pytorch" } } as never, job, []);
  for (const step of Object.values(runner.steps)) await step.do(planned.ok && planned.value, job);
  expect(await images.find("pytorch")).toMatchObject({ testedAt: null, framework: null });
});
