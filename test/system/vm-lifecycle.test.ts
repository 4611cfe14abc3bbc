import { stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { vmCreate } from "../../protocol/actions/vm.ts";
import { type Lab, startLab, stopLab } from "../lab/lab.ts";
import { run } from "../lab/run.ts";
import { waitFor } from "../lab/wait.ts";
import type { DriverJob, DriverResult } from "./vm/driver.ts";
import { checksum, drive, driver, remains, settings, vmOf } from "./vm/in-lab.ts";

// Real libvirt in one lab, the runners driven straight: two students' guests from their making to their end.
const [one, two, three] = [1, 2, 3].map((digit) => ({ name: `e23570${digit}`, uid: 235700 + digit }));
if (one === undefined || two === undefined || three === undefined) throw new Error("no people");
const people = [one, two, three];

const foreign = { name: "e235701-db", uuid: "0f1c2f0e-4b7e-4f6e-9d4f-0a1b2c3d4e5f" };
let lab: Lab;
let template: { path: string; before: string };
let foreignBefore: string;
let stubborn: Promise<DriverResult[]>;
const addresses = new Map<string, string>();

const create = (person: { name: string; uid: number }, name: string, more: Partial<DriverJob> = {}): DriverJob => ({
  action: "vm.create",
  person,
  input: { template: "tiny", name, cpu: 1, memoryMiB: 256, diskGiB: 1, note: "研究用 & <b>" },
  ...more,
});
const about = (action: string, person: { name: string; uid: number }, more: object = {}): DriverJob => ({
  action,
  person,
  input: { name: "web", ...more },
});
const virsh = (...argv: string[]) => lab.run(["virsh", "-q", "-c", "qemu:///system", ...argv]);
const ssh = (person: string, command: string, as = person) =>
  run(["ssh", "-F", lab.sshConfig, "-l", as, addresses.get(person) ?? "", command], { timeoutMs: 30_000 });

beforeAll(async () => {
  lab = await startLab({ components: ["vm"] });
  const path = join(vmOf(lab).templates, "tiny.qcow2");
  template = { path, before: await checksum(path) };
  const xml = `<domain type='qemu'><name>${foreign.name}</name><uuid>${foreign.uuid}</uuid><memory unit='MiB'>64</memory>
<vcpu>1</vcpu><os><type arch='x86_64'>hvm</type></os></domain>`;
  await writeFile(join(lab.dir, "foreign.xml"), xml);
  await virsh("define", join(lab.dir, "foreign.xml"));
  foreignBefore = (await virsh("dumpxml", foreign.uuid)).stdout;
  const made = await drive(lab, [create(one, "web"), create(two, "web"), create(one, "db")]);
  for (const [index, person] of [one, two].entries()) {
    expect(made[index]).toMatchObject({ output: { hostName: `${person.name}-web` } });
    const output = vmCreate.output.parse(made[index]?.output);
    addresses.set(person.name, output.address);
  }
  expect(made[2]?.refusal?.code).toBe("guest.name_taken");
});
afterAll(() => stopLab(lab.name));

test("two students' guests of the same name answer at addresses of their own, each to its owner's key only", async () => {
  expect(addresses.get(one.name)).not.toBe(addresses.get(two.name));
  for (const person of [one, two]) {
    const said = await ssh(person.name, "id -un; id -u; sudo id -u; hostname");
    expect(said.stdout.split("\n").slice(0, 4)).toEqual([person.name, `${person.uid}`, "0", `${person.name}-web`]);
  }
  const other = await run([
    ...["ssh", "-F", "/dev/null", "-i", join(lab.dir, "keys", two.name), "-o", "BatchMode=yes"],
    ...["-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-l", one.name],
    ...[addresses.get(one.name) ?? "", "true"],
  ]);
  expect(other.exitCode).toBe(255);
  expect(other.stderr).toContain("Permission denied");
});

test("two guests have different host keys", async () => {
  const keys = await Promise.all(
    [one, two].map(async ({ name }) => (await run(["ssh-keyscan", "-t", "ed25519", addresses.get(name) ?? ""])).stdout),
  );
  const [first, second] = keys.map((line) => line.trim().split(" ").at(-1));
  expect(first).toMatch(/^AAAA/);
  expect(second).toMatch(/^AAAA/);
  expect(first).not.toBe(second);
});

test("what a guest is shows to its owner, and nobody else learns that it is there", async () => {
  const [show, ip, others] = await drive(lab, [
    about("vm.show", one),
    about("vm.ip", one),
    { action: "vm.show", person: three, input: { name: "web" } },
  ]);
  const address = addresses.get(one.name);
  expect(show?.output).toMatchObject({ name: "web", state: "running", template: "tiny", note: "研究用 & <b>" });
  expect(ip?.output).toMatchObject({
    interfaces: [{ reserved: address, seen: address }],
    ssh: `ssh e235701@${address}`,
  });
  expect(others?.refusal).toEqual({ code: "guest.unknown", numbers: { name: "web" } });
  const folder = join(vmOf(lab).disks, z.object({ uuid: z.string() }).parse(show?.output).uuid);
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
});

test("packets from an address that is not the guest's own do not leave it", async () => {
  const gateway = vmOf(lab).gateway;
  const stranger = gateway.replace(/\d+$/, "151");
  const own = await ssh(one.name, `sudo ping -c 1 -W 3 ${gateway}`);
  expect(own.exitCode).toBe(0);
  const spoofed = await ssh(
    one.name,
    `sudo ip address add ${stranger}/24 dev eth0; sudo ping -c 2 -W 1 -I ${stranger} ${gateway}; echo ended $?; sudo ip address del ${stranger}/24 dev eth0`,
  );
  expect(spoofed.stdout).toContain("100% packet loss");
  expect(spoofed.stdout).toContain("ended 1");
});

test("a guest whose network is cut is not shown as seen", async () => {
  const device = (await virsh("domiflist", `${two.name}-web`)).stdout.trim().split(/\s+/)[0] ?? "";
  await virsh("domif-setlink", `${two.name}-web`, device, "down");
  const [cut] = await drive(lab, [about("vm.ip", two)]);
  expect(cut?.output).toMatchObject({ state: "running", interfaces: [{ seen: null }], ssh: null });
  await virsh("domif-setlink", `${two.name}-web`, device, "up");
  const answers = async () => ((await ssh(two.name, "true")).exitCode === 0 ? true : undefined);
  await waitFor("the guest's network to be there again", answers, { timeoutMs: 30_000 });
});

test("a file survives stop and start", async () => {
  const deaf = "sudo killall -9 acpid && sudo rm -rf /etc/acpi /etc/shisa/power-off && sync";
  const done = await Promise.all([ssh(one.name, "echo kept > note && sync"), ssh(two.name, deaf)]);
  expect(done.map(({ exitCode, stderr }) => ({ exitCode, stderr }))).toEqual(
    done.map(() => ({ exitCode: 0, stderr: "" })),
  );
  stubborn = drive(lab, [about("vm.stop", two, { force: false })]); // It takes a minute, beside the next tests.
  const [stopped] = await drive(lab, [about("vm.stop", one, { force: false })]);
  expect(stopped?.output).toEqual({ name: "web", host: "vm1" });
  const [started] = await drive(lab, [about("vm.start", one)]);
  expect(started?.output).toMatchObject({ address: addresses.get(one.name) });
  expect((await ssh(one.name, "cat note")).stdout).toBe("kept\n");
});

test("a create that is taken back at any step leaves nothing, however often each step is done and undone", async () => {
  const before = await remains(lab);
  const undone = await drive(
    lab,
    vmCreate.steps.map((undoAt, index) => create(people[index % 3] ?? one, `undo-${undoAt}`, { undoAt, twice: true })),
  );
  for (const { error, refusal, probes } of undone) {
    expect({ error, refusal }).toEqual({ error: undefined, refusal: undefined });
    expect(Object.values(probes)).not.toContain(true);
  }
  expect(await remains(lab)).toEqual(before);
});

test("a guest that ignores its power button is told of after a minute, and stopped by force", async () => {
  expect((await stubborn)[0]?.code).toBe("guest.ignores_power_button");
  const [forced] = await drive(lab, [about("vm.stop", two, { force: true })]);
  expect(forced?.output).toEqual({ name: "web", host: "vm1" });
  expect((await virsh("domstate", `${two.name}-web`)).stdout.trim()).toBe("shut off");
});

test("what libvirt tells of a guest is in the inventory without polling, foreign domains are not", async () => {
  const [file = "", ...argv] = lab.enter(["env", ...settings(lab), ...driver, "watch"]);
  const watching = execa(file, argv, { stdin: "pipe", reject: false, timeout: 60_000 });
  const seen: string[] = [];
  watching.stdout.on("data", (chunk: Buffer) => seen.push(...chunk.toString().trim().split("\n")));
  const next = (what: string) => waitFor(what, () => seen.find((line) => line.includes(what)), { timeoutMs: 20_000 });
  await next('["e235702-web","off"]');
  await virsh("start", `${two.name}-web`);
  await next('["e235702-web","running"]');
  await virsh("destroy", `${two.name}-web`);
  expect(seen.join()).not.toContain(foreign.name);
  watching.stdin.end();
  expect((await watching).exitCode).toBe(0);
});

test("what is deleted leaves nothing, and foreign domains and the template are as they were", async () => {
  const gone = await drive(lab, [
    { ...about("vm.delete", one), twice: true },
    { ...about("vm.delete", two), twice: true },
    { action: "vm.delete", person: three, input: { name: "web" } },
  ]);
  expect(gone.map(({ output, refusal }) => (output === undefined ? refusal?.code : "done"))).toEqual([
    "done",
    "done",
    "guest.unknown",
  ]);
  expect(await remains(lab)).toEqual({ domains: [foreign.name], reservations: [], folders: [] });
  expect((await virsh("dumpxml", foreign.uuid)).stdout).toBe(foreignBefore);
  expect(await checksum(template.path)).toBe(template.before);
});
