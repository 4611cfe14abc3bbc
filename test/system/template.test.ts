import { appendFile, readdir, readFile, stat, symlink, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { digestOf } from "../attacks/kit/root-acts.ts";
import { type Lab, startLab, stopLab } from "../lab/lab.ts";
import type { DriverJob } from "./vm/driver.ts";
import { checksum, drive, vmOf } from "./vm/in-lab.ts";

// Real images and guests, the runners driven straight: how a template comes in and how it is retired.
const person = { name: "adm1", uid: 0 };
const student = { name: "e235701", uid: 235701 };
const title = { ja: "実習 <&>", en: "OS course" };
let lab: Lab;
let image: string;
let usual: readonly string[];

const one = async (job: DriverJob) => (await drive(lab, [job]))[0];
const files = async () => (await readdir(vmOf(lab).templates)).toSorted();
const inImages = (name: string) => join(lab.dir, "images", name);
async function add(name: string, source: string, more: Partial<DriverJob> & { sha256?: string } = {}) {
  const { sha256, ...job } = more;
  const digest = sha256 ?? (await digestOf(source).catch(() => "0".repeat(64)));
  return one({ action: "template.add", person, input: { name, source, sha256: digest, title }, ...job });
}
const retire = (name: string, more: Partial<DriverJob> = {}) =>
  one({ action: "template.retire", person, input: { name }, ...more });
const create = (template: string, name: string) =>
  one({
    ...{ action: "vm.create", person: student },
    input: { template, name, cpu: 1, memoryMiB: 256, diskGiB: 1 },
  });
const made = async (...argv: string[]) => {
  const ran = await lab.run(argv);
  if (ran.exitCode !== 0) throw new Error(`${argv.join(" ")}: ${ran.stderr}`);
};

beforeAll(async () => {
  lab = await startLab({ components: ["vm"] });
  await made("mkdir", "-p", inImages(""));
  image = inImages("os.qcow2");
  await made("cp", join(vmOf(lab).templates, "tiny.qcow2"), image);
  usual = await files();
});
afterAll(() => stopLab(lab.name));

test("what is signed comes in whole, read-only, described, and is offered, twice as well as once", async () => {
  expect(await add("os", image, { undoAt: "offer", twice: true })).toMatchObject({ probes: { copy: false } });
  expect(await files()).toEqual(usual);
  expect(await add("os", image, { twice: true })).toMatchObject({
    output: { name: "os", host: "vm1", minimumDiskGiB: 1 },
  });
  expect(await files()).toEqual([...usual, "os.json", "os.qcow2"].toSorted());
  const path = join(vmOf(lab).templates, "os.qcow2");
  expect(await checksum(path)).toBe(await checksum(image));
  expect((await stat(path)).mode & 0o777).toBe(0o444);
  const said: unknown = JSON.parse(await readFile(join(vmOf(lab).templates, "os.json"), "utf8"));
  expect(said).toMatchObject({ title, added: { by: "adm1", source: image } });
  expect(await create("os", "web")).toMatchObject({ output: { template: "os" } });
});

test("a file that is not what was signed leaves nothing behind", async () => {
  expect(await add("wrong", image, { sha256: "0".repeat(64) })).toMatchObject({ code: "template.digest" });
  const changing = inImages("changing.qcow2");
  await made("cp", image, changing);
  const sha256 = await digestOf(changing);
  await appendFile(changing, "x");
  expect(await add("wrong", changing, { sha256 })).toMatchObject({ code: "template.digest" });
  expect(await add("wrong", changing, { sha256, undoAt: "verify" })).toMatchObject({ probes: { copy: false } });
  expect((await files()).filter((name) => name.includes("wrong"))).toEqual([]);
});

test("links, folders, pipes and what is not there are refused before anything is copied", async () => {
  await symlink(image, inImages("link.qcow2"));
  await made("mkfifo", inImages("pipe.qcow2"));
  for (const name of ["link.qcow2", "pipe.qcow2", ""])
    expect(await add("odd", inImages(name), { sha256: "0".repeat(64) })).toMatchObject({
      refusal: { code: "template.source_not_file" },
    });
  expect(await add("odd", inImages("nix.qcow2"))).toMatchObject({ refusal: { code: "template.source_missing" } });
  await writeFile(inImages("huge.qcow2"), "");
  await truncate(inImages("huge.qcow2"), 65 * 1024 ** 3);
  expect(await add("odd", inImages("huge.qcow2"), { sha256: "0".repeat(64) })).toMatchObject({
    refusal: { code: "template.source_large", numbers: { request: 65, limit: 64 } },
  });
});

test("an image that reads other files, or is none, is not taken", async () => {
  const [backed, data, raw] = ["backed.qcow2", "data.qcow2", "raw.qcow2"].map(inImages) as [string, string, string];
  await made("qemu-img", "create", "-q", "-f", "qcow2", "-F", "raw", "-b", "/etc/shadow", backed);
  await made("qemu-img", "create", "-q", "-f", "qcow2", "-o", `data_file=${inImages("store")}`, data, "64M");
  await made("qemu-img", "create", "-q", "-f", "raw", raw, "1M");
  for (const path of [backed, data, raw]) {
    expect(await add("trap", path)).toMatchObject({ code: "template.fault" });
  }
  expect((await files()).filter((name) => name.includes("trap"))).toEqual([]);
});

test("a name that stands there is not taken again, in whatever letters", async () => {
  expect(await add("tiny", image)).toMatchObject({ refusal: { code: "template.exists" } });
  await made("cp", image, join(vmOf(lab).templates, "Big.qcow2"));
  expect(await add("big", image)).toMatchObject({ refusal: { code: "template.retired" } });
});

test("retired, it makes no new guest, its guests go on, and its name is not given again", async () => {
  const before = await checksum(join(vmOf(lab).templates, "os.qcow2"));
  expect(await retire("os", { undoAt: "retire" })).toMatchObject({ probes: { retire: false } });
  expect(await retire("os", { twice: true })).toMatchObject({ output: { name: "os", host: "vm1", guests: 1 } });
  expect(await create("os", "db")).toMatchObject({ refusal: { code: "template.unknown" } });
  expect(await one({ action: "vm.restart", person: student, input: { name: "web" } })).toMatchObject({
    output: { name: "web" },
  });
  expect(await checksum(join(vmOf(lab).templates, "os.qcow2"))).toBe(before);
  expect(await add("os", image)).toMatchObject({ refusal: { code: "template.retired" } });
  expect(await retire("os")).toMatchObject({ refusal: { code: "template.unknown" } });
});
