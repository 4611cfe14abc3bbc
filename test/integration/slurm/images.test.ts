import { chmod, chown, mkdir, readFile, rename, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createExec, type Exec } from "../../../executor/exec.ts";
import type { AnyRunner, Job } from "../../../executor/runner.ts";
import { addImageRunner } from "../../../executor/runners/image/add.ts";
import { retireImageRunner } from "../../../executor/runners/image/retire.ts";
import { createImages, type Images } from "../../../executor/slurm/images.ts";
import { type FakeApptainer, fakeApptainer, inspectedAs } from "../../support/fake-apptainer.ts";
import { throwAwayFolder } from "../../support/folder.ts";

let folder: Awaited<ReturnType<typeof throwAwayFolder>>;
let apptainer: FakeApptainer;
let exec: Exec;
let images: Images;
let sif: string;
const title = { ja: "PyTorch 2.4(CUDA 12.4)", en: "PyTorch 2.4 (CUDA 12.4)" };
const job = {
  get signal() {
    return new AbortController().signal;
  },
} as unknown as Job;

beforeEach(async () => {
  folder = await throwAwayFolder();
  await chmod(folder.path, 0o755);
  await mkdir(join(folder.path, "list"), { mode: 0o755 });
  await mkdir(join(folder.path, "images"), { mode: 0o755 });
  apptainer = await fakeApptainer(folder.path);
  exec = createExec({ programs: { apptainer: apptainer.program } });
  images = createImages(exec, join(folder.path, "list"));
  sif = join(folder.path, "images", "pytorch.sif");
  await writeFile(sif, "SIF", { mode: 0o644 });
});
afterEach(() => folder.remove());

const host = () => ({ name: "gpu1", exec, images });
const input = () => ({ name: "pytorch", title, path: sif });

/** Plans one and does its step; what it was refused for otherwise. */
async function run(runner: AnyRunner, what: unknown): Promise<string | undefined> {
  const planned = await runner.plan(what as never, job, []);
  if (!planned.ok) return planned.refusal.code;
  expect(runner.planSchema.parse(JSON.parse(JSON.stringify(planned.value)))).toEqual(planned.value);
  await Object.values(runner.steps)[0]?.do(planned.value, job);
  return undefined;
}
const add = (changes: object = {}) => run(addImageRunner(host()), { ...input(), ...changes });

test("an image is offered with what its own notes say, read by nobody and without running it", async () => {
  await apptainer.answer(inspectedAs({ CUDA_VERSION: "12.4.1", PYTORCH_VERSION: "2.4.0" }));
  expect(await add()).toBeUndefined();
  expect(await images.list()).toEqual([
    { name: "pytorch", title, path: sif, framework: "PyTorch 2.4.0", cuda: "12.4", bytes: 3, testedAt: null },
  ]);
  expect(await apptainer.starts()).toEqual([`65534 -s inspect --json --environment -- ${sif}`]);
});

test("an image that says nothing of itself is offered all the same, one that says nonsense too", async () => {
  expect(await add()).toBeUndefined();
  await apptainer.answer(inspectedAs({ CUDA_VERSION: "$(reboot)", PYTORCH_VERSION: "2.4 \u0007 hello" }));
  expect(await add({ name: "odd" })).toBeUndefined();
  expect((await images.list()).map(({ framework, cuda }) => [framework, cuda])).toEqual([
    [null, null],
    [null, null],
  ]);
});

test("what apptainer cannot read is no image", async () => {
  await apptainer.answer("", 255);
  expect(await add()).toBe("image.not_sif");
  await apptainer.answer("not even JSON");
  expect(await add()).toBe("image.not_sif");
  expect(await images.list()).toEqual([]);
});

test("an image that anybody but root could change is refused, by its path to the part that is to blame", async () => {
  expect(await add({ path: join(folder.path, "images", "none.sif") })).toBe("image.missing");
  expect(await add({ path: join(folder.path, "images") })).toBe("image.not_file");
  await chmod(sif, 0o664);
  expect(await add()).toBe("image.writable");
  await chmod(sif, 0o640);
  expect(await add()).toBe("image.unreadable");
  await chmod(sif, 0o644);
  await chown(sif, 10_001, 10_001);
  expect(await add()).toBe("image.not_roots");
  await chown(sif, 0, 0);
  await chmod(join(folder.path, "images"), 0o777);
  expect(await add()).toBe("image.writable");
  await chmod(join(folder.path, "images"), 0o755);
  await symlink(sif, join(folder.path, "images", "link.sif"));
  expect(await add({ path: join(folder.path, "images", "link.sif") })).toBe("image.link");
  await symlink(join(folder.path, "images"), join(folder.path, "elsewhere"));
  expect(await add({ path: join(folder.path, "elsewhere", "pytorch.sif") })).toBe("image.link");
  expect(await apptainer.starts()).toEqual([""]);
});

test("a job uses an image only while its file is root's", async () => {
  await add();
  expect(await images.usable("pytorch", job.signal)).toMatchObject({ ok: true, value: { path: sif } });
  await chown(sif, 10_001, 10_001);
  expect(await images.usable("pytorch", job.signal)).toMatchObject({ ok: false, refusal: { code: "image.not_roots" } });
  expect(await images.usable("torch", job.signal)).toMatchObject({ ok: false, refusal: { code: "image.unknown" } });
});

test("offering one anew takes the old one's place, and taking that back puts it there again", async () => {
  await add();
  const runner = addImageRunner(host());
  const planned = await runner.plan({ ...input(), title: { ja: "新", en: "new" } } as never, job, []);
  if (!planned.ok) throw new Error("refused");
  const step = Object.values(runner.steps)[0];
  await step?.do(planned.value, job);
  expect(await step?.probe(planned.value, job)).toBe(true);
  expect((await images.list()).map((image) => image.title.en)).toEqual(["new"]);
  await step?.undo(planned.value, job);
  await step?.undo(planned.value, job);
  expect((await images.list()).map((image) => image.title.en)).toEqual([title.en]);
});

test("a retired image is offered no longer, and its file stays", async () => {
  await add();
  expect(await run(retireImageRunner(host()), { name: "pytorch" })).toBeUndefined();
  expect(await images.list()).toEqual([]);
  expect(await readFile(sif, "utf8")).toBe("SIF");
  expect(await run(retireImageRunner(host()), { name: "pytorch" })).toBe("image.unknown");
});

test("changes that come at once all stand in the list", async () => {
  await Promise.all(Array.from({ length: 20 }, (_, index) => add({ name: `image-${index}` })));
  expect(await images.list()).toHaveLength(20);
});

test("what a check found is noted for the image that it ran, and not for another of its name", async () => {
  await add();
  const [image] = await images.list();
  if (image === undefined) throw new Error("not there");
  await images.tested(image, { testedAt: 7, framework: "PyTorch 2.4.0" });
  await images.tested({ ...image, path: "/other.sif" }, { testedAt: 8 });
  expect(await images.list()).toMatchObject([{ testedAt: 7, framework: "PyTorch 2.4.0" }]);
});

test("a list that others could have written is not believed", async () => {
  await add();
  const list = join(folder.path, "list", "images.json");
  await chmod(list, 0o666);
  await expect(images.list()).rejects.toThrow("images.json");
  await chmod(list, 0o600);
  await chown(join(folder.path, "list"), 10_001, 10_001);
  await expect(images.list()).rejects.toThrow("images.json");
  await chown(join(folder.path, "list"), 0, 0);
  await rename(list, `${list}.old`);
  await writeFile(list, "{}", { mode: 0o600 });
  await expect(images.list()).rejects.toThrow("images.json");
});
