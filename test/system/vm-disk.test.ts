import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { vmCreate } from "../../protocol/actions/vm.ts";
import { type Lab, startLab, stopLab } from "../lab/lab.ts";
import { run } from "../lab/run.ts";
import type { DriverJob } from "./vm/driver.ts";
import { drive, vmOf } from "./vm/in-lab.ts";

// Real libvirt and qemu, the runner driven straight: a disk that grows while its guest runs, and while it is off.
const person = { name: "e235701", uid: 235701 };
let lab: Lab;
let uuid: string;
let address: string;

const virsh = (...argv: string[]) => lab.run(["virsh", "-q", "-c", "qemu:///system", ...argv]);
const grow = (diskGiB: number, more: Partial<DriverJob> = {}): DriverJob => ({
  ...{ action: "vm.disk", person, input: { name: "web", diskGiB } },
  ...more,
});
const one = async (job: DriverJob) => (await drive(lab, [job]))[0];
const show = async () => (await one({ action: "vm.show", person, input: { name: "web" } }))?.output;

/** What qemu says of the overlay, in GiB. */
async function size(): Promise<number> {
  const overlay = join(vmOf(lab).disks, uuid, "disk.qcow2");
  const { stdout } = await lab.run(["qemu-img", "info", "-U", "--output=json", overlay]);
  return (JSON.parse(stdout) as { "virtual-size": number })["virtual-size"] / 1024 ** 3;
}

beforeAll(async () => {
  lab = await startLab({ components: ["vm"] });
  const input = { template: "tiny", name: "web", cpu: 1, memoryMiB: 256, diskGiB: 1, note: "研究 <&> 用" };
  const made = vmCreate.output.parse((await one({ action: "vm.create", person, input }))?.output);
  uuid = made.uuid;
  address = made.address;
});
afterAll(() => stopLab(lab.name));

test("a running guest sees its disk grow, and the mark says how large it is, now and after a restart", async () => {
  expect(await one(grow(2))).toMatchObject({
    output: { name: "web", host: "vm1", diskGiB: 2, before: 1, running: true },
    probes: { record: true, grow: true },
  });
  expect(await size()).toBe(2);
  const seen = await run(["ssh", "-F", lab.sshConfig, "-l", person.name, address, "cat /sys/class/block/vda/size"]);
  expect(Number(seen.stdout.trim()) * 512).toBe(2 * 1024 ** 3);
  expect(await show()).toMatchObject({ diskGiB: 2, state: "running", note: "研究 <&> 用", template: "tiny" });
  await virsh("destroy", uuid);
  expect(await show()).toMatchObject({ diskGiB: 2, state: "off", note: "研究 <&> 用" });
});

test("a guest that is off grows too, twice as well as once, and starts with it", async () => {
  expect(await one(grow(3, { twice: true }))).toMatchObject({ output: { before: 2, diskGiB: 3, running: false } });
  expect(await size()).toBe(3);
  expect(await one({ action: "vm.start", person, input: { name: "web" } })).toMatchObject({ output: { name: "web" } });
  expect(await show()).toMatchObject({ diskGiB: 3, state: "running" });
});

test("a disk never gets smaller, nor is it touched for as much as it has", async () => {
  for (const diskGiB of [1, 3]) {
    expect(await one(grow(diskGiB))).toMatchObject({
      refusal: { code: "disk.not_larger", numbers: { request: diskGiB, now: 3 } },
    });
  }
  expect(await size()).toBe(3);
});

test("what was only written down is taken back; what has grown stays, and is counted", async () => {
  expect(await one(grow(4, { undoAt: "grow", twice: true }))).toMatchObject({ probes: { record: false, grow: false } });
  expect(await show()).toMatchObject({ diskGiB: 3 });
  expect(await size()).toBe(3);
  // The disk grew after all, by what an executor that was killed had begun: then its mark says so.
  await virsh("blockresize", uuid, join(vmOf(lab).disks, uuid, "disk.qcow2"), "5G");
  expect(await one(grow(6, { undoAt: "record" }))).toMatchObject({ facts: { target: { diskGiB: 3 } } });
  expect(await one(grow(5))).toMatchObject({ refusal: { code: "disk.not_larger", numbers: { now: 5 } } });
});

test("two at once count together, and another's guest is unknown", async () => {
  const other = { ...grow(9), person: { name: "e235702", uid: 235702 } };
  const [first, second, theirs] = await drive(lab, [grow(7), grow(8), other]);
  expect(first).toMatchObject({ output: { before: 3, diskGiB: 7 } });
  expect(second).toMatchObject({ refusal: { code: "guest.busy" }, facts: { use: { diskGiB: 7 } } });
  expect(theirs).toMatchObject({ refusal: { code: "guest.unknown" } });
});
