import { mkdir, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createRunner } from "../../../executor/runners/vm/create.ts";
import { deleteRunner } from "../../../executor/runners/vm/delete.ts";
import { findGuest, lookUp } from "../../../executor/runners/vm/facts.ts";
import { vmInventorySource } from "../../../executor/runners/vm/inventory.ts";
import { createPlanSchema } from "../../../executor/runners/vm/plan.ts";
import { startRunner } from "../../../executor/runners/vm/start.ts";
import { stopRunner } from "../../../executor/runners/vm/stop.ts";
import { createFakeHost, type FakeHost, job, mark, person } from "./fake-virsh.ts";

const id = (digit: number) => `6f1c2f0e-4b7e-4f6e-9d4f-0a1b2c3d4e0${digit}`;
const input = { template: "Tiny", name: "web", cpu: 1, memoryMiB: 256, diskGiB: 1, note: "a; undefine x --$(id)" };
let host: FakeHost;

beforeEach(async () => {
  host = await createFakeHost();
  const templates = join(host.root, "templates");
  await execa("qemu-img", ["create", "-q", "-f", "qcow2", join(templates, "Tiny.qcow2"), "64M"]);
  await writeFile(join(templates, "Tiny.json"), JSON.stringify({ title: { ja: "小", en: "small" } }));
});
afterEach(() => host.remove());

/** Plans a create as an executor would. */
async function planCreate(more: Partial<typeof input> = {}) {
  const runner = createRunner(host.vm);
  const asked = { ...input, ...more };
  const current = job();
  await runner.prepare?.(asked, current);
  await runner.facts(asked, current, []);
  const planned = await runner.plan(asked, current, []);
  return { runner, current, planned };
}

test("domains without our mark are not listed, not found and not counted", async () => {
  await host.add({ name: "nobody-web", uuid: id(1), state: 1 });
  await host.add({ name: "copy", uuid: id(2), metadata: mark(id(1), "web") });
  const facts = await lookUp(host.vm, "web", job(), []);
  expect(facts.target).toBeUndefined();
  expect(facts.use.guests).toBe(0);
  expect((await vmInventorySource(host.vm).collect()).guests).toEqual([]);
  for (const runner of [startRunner(host.vm), stopRunner(host.vm), deleteRunner(host.vm)]) {
    const planned = await runner.plan({ name: "web", force: true }, job(), []);
    expect(planned).toMatchObject({ ok: false, refusal: { code: "guest.unknown" } });
  }
  expect(await host.changes()).toEqual([]);
});

test("a foreign domain that has the host name makes a create refused, and nothing is changed", async () => {
  await host.add({ name: "nobody-web", uuid: id(1), state: 1 });
  expect((await planCreate()).planned).toMatchObject({ ok: false, refusal: { code: "guest.name_taken" } });
  expect(await host.changes()).toEqual([]);
});

test("a foreign domain's address counts as used", async () => {
  const filter = "<filterref filter='clean-traffic'><parameter name='IP' value='10.9.8.2'/></filterref>";
  await host.add({ name: "x", uuid: id(1), devices: `<interface type='network'>${filter}</interface>` });
  expect((await planCreate()).planned).toMatchObject({ ok: true, value: { address: "10.9.8.3" } });
});

test("a plan whose UUID belongs to a foreign domain by now takes nothing away", async () => {
  const { runner, current, planned } = await planCreate();
  if (!planned.ok) throw new Error("not planned");
  const plan = createPlanSchema.parse(planned.value);
  await host.add({ name: "somebody's", uuid: plan.uuid, state: 1 });
  for (const step of ["start", "define"]) {
    await expect(runner.steps[step]?.undo(plan, current)).rejects.toThrow("not marked as a guest of nobody");
  }
  const remove = deleteRunner(host.vm);
  for (const step of remove.action.steps.filter((name) => name !== "release")) {
    await expect(remove.steps[step]?.do(plan, current)).rejects.toThrow("not marked");
  }
  expect(await host.changes()).toEqual([]);
});

test("another owner's guest of the same number or name is not theirs", async () => {
  await host.add({ name: "a", uuid: id(1), metadata: mark(id(1), "web", { ...person, uid: 1234 }) });
  await host.add({ name: "b", uuid: id(2), metadata: mark(id(2), "web", { ...person, name: "somebody" }) });
  const domains = await host.vm.domains.list();
  expect(domains.map(({ mark: found }) => found?.name)).toEqual(["web", "web"]);
  expect(findGuest(domains, person, "web")).toBeUndefined();
});

test("a guest is not deleted while a foreign domain uses one of its files", async () => {
  const inside = join(host.root, "disks", id(1), "disk.qcow2");
  await host.add({ name: "nobody-web", uuid: id(1), metadata: mark(id(1), "web") });
  await host.add({ name: "x", uuid: id(2), devices: `<disk type='file'><source file='${inside}'/></disk>` });
  const planned = await deleteRunner(host.vm).plan({ name: "web" }, job(), []);
  expect(planned).toMatchObject({ ok: false, refusal: { code: "guest.disk_in_use" } });
});

test("every call names quietness and connection first, acts by UUID, and carries nothing that a person typed", async () => {
  const { runner, current, planned } = await planCreate();
  if (!planned.ok) throw new Error("not planned");
  const plan = createPlanSchema.parse(planned.value);
  for (const step of ["reserve", "overlay", "seed", "define", "start"]) await runner.steps[step]?.do(plan, current);
  const calls = await host.calls();
  for (const argv of calls) expect(argv.slice(0, 3)).toEqual(["-q", "-c", "qemu:///system"]);
  const changes = (await host.changes()).map((argv) => argv.slice(3));
  const element = `<host mac="${plan.mac}" name="nobody-web" ip="10.9.8.2"/>`;
  expect(changes).toEqual([
    ["net-update", "--network=lab", "add", "ip-dhcp-host", element, "--live", "--config"],
    ["define", join(host.root, "disks", plan.uuid, "domain.xml")],
    ["start", plan.uuid],
  ]);
  expect(JSON.stringify(calls)).not.toMatch(/undefine|\$\(|;/);
});

test("when somebody outside reserves the address first, the next one is taken", async () => {
  const { runner, current, planned } = await planCreate();
  if (!planned.ok) throw new Error("not planned");
  await writeFile(join(host.root, "taken"), "");
  await runner.steps["reserve"]?.do(planned.value, current);
  const elements = (await host.changes()).map((argv) => argv[7] ?? "");
  expect(elements.map((element) => /ip="([^"]*)"/.exec(element)?.[1])).toEqual(["10.9.8.2", "10.9.8.3"]);
});

test("a definition that is replaced is seen at once, and a domain without a file is asked for", async () => {
  await host.add({ name: "nobody-web", uuid: id(1), metadata: mark(id(1), "web") });
  expect((await host.vm.domains.list())[0]?.mark?.name).toBe("web");
  await rm(join(host.root, "states"));
  await writeFile(join(host.root, "states"), "");
  await host.add({ name: "nobody-web", uuid: id(1), metadata: mark(id(1), "wiki") });
  expect((await host.vm.domains.list())[0]?.mark?.name).toBe("wiki");
  await rm(join(host.root, "definitions/nobody-web.xml"));
  await host.add({ name: "gone", uuid: id(2) }, false);
  await rm(join(host.root, "xml/gone"));
  expect((await host.vm.domains.list()).map(({ mark: found }) => found?.name)).toEqual(["wiki"]);
});

test("templates are found without regard to case, and one that is not whole is refused with the reason", async () => {
  const folder = join(host.root, "templates");
  const base = join(folder, "Tiny.qcow2");
  await execa("qemu-img", ["create", "-q", "-f", "qcow2", "-F", "qcow2", "-b", base, join(folder, "thin.qcow2")]);
  await execa("qemu-img", ["create", "-q", "-f", "qcow2", join(folder, "big.qcow2"), "3G"]);
  await writeFile(join(folder, "raw.qcow2"), "x".repeat(4096));
  await writeFile(join(folder, "undescribed.qcow2"), "");
  const data = `data_file=${join(folder, "d.raw")}`;
  await execa("qemu-img", ["create", "-q", "-f", "qcow2", "-o", data, join(folder, "split.qcow2"), "1M"]);
  for (const name of ["thin", "big", "raw", "split"]) {
    await writeFile(join(folder, `${name}.json`), JSON.stringify({ title: { ja: name, en: name } }));
  }
  const code = async (template: string, diskGiB = 1) => {
    const { planned } = await planCreate({ template, diskGiB });
    return planned.ok ? planned : planned.refusal;
  };
  expect(await code("TINY")).toMatchObject({ ok: true });
  expect(await code("tinny")).toMatchObject({ code: "template.unknown", numbers: { typed: "tinny", near: "tiny" } });
  expect(await code("undescribed")).toMatchObject({ code: "template.unknown" });
  expect(await code("thin")).toMatchObject({ code: "template.unusable", numbers: { reason: "it has a backing file" } });
  expect(await code("split")).toMatchObject({ code: "template.unusable", numbers: { reason: "it has a data file" } });
  expect(await code("raw")).toMatchObject({ code: "template.unusable" });
  expect(await code("big", 2)).toMatchObject({ code: "disk.below_template", numbers: { request: 2, minimum: 3 } });
  expect((await vmInventorySource(host.vm).collect()).templates?.map(({ name }) => name)).toEqual(["big", "tiny"]);
});

test("what overlays may grow by counts with the host's factor, a guest in the making included", async () => {
  await host.add({ name: "nobody-web", uuid: id(1), metadata: mark(id(1), "web") });
  const { planned } = await planCreate({ name: "two", diskGiB: 10 });
  if (!planned.ok) throw new Error("not planned");
  const open = { grant: "g2", action: "vm.create", person, plan: planned.value };
  const { host: facts, use } = await lookUp(host.vm, "web", job(), [open]);
  expect(facts?.committedGiB).toBeCloseTo(5.5, 3);
  expect(use).toMatchObject({ guests: 2, diskGiB: 11 });
  await mkdir(join(host.root, "disks", id(1)));
  await writeFile(join(host.root, "disks", id(1), "disk.qcow2"), Buffer.alloc(64 * 1024 ** 2, 1));
  expect((await lookUp(host.vm, "web", job(), [open])).host?.committedGiB).toBeCloseTo(5.5 - 0.03125, 3);
  expect((await stat(join(host.root, "disks"))).isDirectory()).toBe(true);
});
