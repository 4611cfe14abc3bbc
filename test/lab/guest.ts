import { accessSync, constants, readFileSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Lab, LabPerson, LabVm } from "./lab.ts";
import { must, run } from "./run.ts";
import { waitFor } from "./wait.ts";

/** A guest made with plain virsh, as somebody makes one without Shisa. */
export interface PlainGuest {
  name: string;
  address: string;
  /** The serial console's log, outside-visible. */
  console: string;
}

export interface PlainGuestOptions {
  name: string;
  mac: string;
  /** In the network's subnet, below .200. */
  address: string;
  /** The seed's two files, or none for a guest without a seed. */
  seed?: { userData: string; metaData: string };
  /** Name of a libvirt packet filter that gets the address as its parameter IP. */
  filter?: string;
}

/** The user-data of one person's guest in the one layout that the template accepts. */
export function userData(person: Pick<LabPerson, "name" | "uid">, hostname: string, keys: readonly string[]): string {
  return `#cloud-config
hostname: ${hostname}
preserve_hostname: false
ssh_pwauth: false
disable_root: true
users:
  - name: ${person.name}
    uid: ${person.uid}
    gecos: "Shisa guest owner"
    shell: /bin/bash
    lock_passwd: true
    sudo: "ALL=(ALL) NOPASSWD:ALL"
    ssh_authorized_keys:
${keys.map((key) => `      - "${key}"\n`).join("")}`;
}

export function metaData(instance: string, hostname: string): string {
  return `instance-id: ${instance}\nlocal-hostname: ${hostname}\n`;
}

/** Makes overlay, seed and reservation, defines the domain and starts it. Does not wait for its boot. */
export async function startPlainGuest(lab: Lab, options: PlainGuestOptions): Promise<PlainGuest> {
  const vm = vmOf(lab);
  const overlay = join(vm.disks, `${options.name}.qcow2`);
  const template = join(vm.templates, "tiny.qcow2");
  await must("making an overlay", [
    "qemu-img",
    "create",
    "-q",
    "-f",
    "qcow2",
    "-F",
    "qcow2",
    "-b",
    template,
    overlay,
    "1G",
  ]);
  const seed = options.seed === undefined ? undefined : await makeSeed(vm, options.name, options.seed);
  const log = join(vm.disks, `${options.name}.log`);
  const reservation = `<host mac='${options.mac}' name='${options.name}' ip='${options.address}'/>`;
  await virsh(lab, ["net-update", vm.network, "add", "ip-dhcp-host", reservation, "--live", "--config"]);
  const file = join(vm.disks, `${options.name}.xml`);
  await writeFile(file, domainXml(vm, options, { overlay, seed, log }));
  await virsh(lab, ["define", file]);
  await virsh(lab, ["start", options.name]);
  return { name: options.name, address: options.address, console: log };
}

/** One virsh command in a lab that has to succeed; gives its output. */
export async function virsh(lab: Lab, words: readonly string[]): Promise<string> {
  return await must(`virsh ${words[0]}`, lab.enter(["virsh", "-q", "-c", "qemu:///system", ...words]));
}

/** Waits until the guest's page is served and gives its text; an answer of a proxy in between does not count. */
export async function pageOf(address: string, timeoutMs = 60_000): Promise<string> {
  return await waitFor(
    `the page of ${address}`,
    async () => {
      const answer = await fetch(`http://${address}/`, { signal: AbortSignal.timeout(2000) }).catch(() => undefined);
      return answer?.ok === true ? await answer.text() : undefined;
    },
    { timeoutMs, everyMs: 100 },
  );
}

/** Waits for a line on the guest's console and gives all that was written there. */
export async function consoleLine(guest: PlainGuest, wanted: RegExp, timeoutMs = 60_000): Promise<string> {
  return await waitFor(
    `${wanted} on the console of ${guest.name}`,
    async () => {
      const text = await readFile(guest.console, "utf8").catch(() => "");
      return wanted.test(text) ? text : undefined;
    },
    { timeoutMs, everyMs: 100 },
  );
}

/** Presses the power button and waits until the guest is off. */
export async function powerOff(lab: Lab, guest: PlainGuest, timeoutMs = 30_000): Promise<void> {
  await virsh(lab, ["shutdown", guest.name]);
  await waitFor(
    `${guest.name} to be off`,
    async () => ((await virsh(lab, ["domstate", guest.name])).trim() === "shut off" ? true : undefined),
    { timeoutMs, everyMs: 100 },
  );
}

/** Runs one command line in a guest over ssh as a lab's person; identity is another private key than the person's own. */
export async function ssh(lab: Lab, user: string, address: string, command: string, identity?: string) {
  const settings =
    identity === undefined ? ["-F", lab.sshConfig] : ["-F", "/dev/null", ...otherIdentity(lab, identity)];
  return await run(["ssh", ...settings, `${user}@${address}`, command], { timeoutMs: 20_000 });
}

/** KVM where the processor has it; software emulation otherwise, even if /dev/kvm is there. */
function domainType(): "kvm" | "qemu" {
  try {
    accessSync("/dev/kvm", constants.W_OK);
    return /\b(vmx|svm)\b/.test(readFileSync("/proc/cpuinfo", "utf8")) ? "kvm" : "qemu";
  } catch {
    return "qemu";
  }
}

export function vmOf(lab: Lab): LabVm {
  if (lab.vm === undefined) throw new Error(`the lab ${lab.name} has no libvirt`);
  return lab.vm;
}

function otherIdentity(lab: Lab, identity: string): string[] {
  const options = ["IdentitiesOnly=yes", "BatchMode=yes", "ConnectTimeout=5", "StrictHostKeyChecking=accept-new"];
  const files = ["-i", identity, "-o", `UserKnownHostsFile=${join(lab.dir, "known_hosts")}`];
  return [...files, ...options.flatMap((option) => ["-o", option])];
}

async function makeSeed(vm: LabVm, name: string, seed: { userData: string; metaData: string }): Promise<string> {
  const folder = join(vm.disks, `${name}.seed`);
  await mkdir(folder, { recursive: true });
  const files = [join(folder, "user-data"), join(folder, "meta-data")] as const;
  await writeFile(files[0], seed.userData);
  await writeFile(files[1], seed.metaData);
  const image = join(vm.disks, `${name}.iso`);
  const options = ["-quiet", "-output", image, "-volid", "cidata", "-joliet", "-rock"];
  await must("making a seed image", ["genisoimage", ...options, ...files]);
  return image;
}

function domainXml(
  vm: LabVm,
  guest: PlainGuestOptions,
  files: { overlay: string; seed: string | undefined; log: string },
): string {
  const seed = `<disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='${files.seed}'/>
      <target dev='vdb' bus='virtio'/><readonly/></disk>`;
  const filter = `<filterref filter='${guest.filter}'><parameter name='IP' value='${guest.address}'/></filterref>`;
  return `<domain type='${domainType()}'>
  <name>${guest.name}</name>
  <memory unit='MiB'>256</memory>
  <vcpu>1</vcpu>
  <os><type arch='x86_64'>hvm</type><boot dev='hd'/></os>
  <features><acpi/><apic/></features>
  <devices>
    <disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='${files.overlay}'/>
      <target dev='vda' bus='virtio'/></disk>
    ${files.seed === undefined ? "" : seed}
    <interface type='network'><mac address='${guest.mac}'/><source network='${vm.network}'/><model type='virtio'/>
      <rom enabled='no'/>${guest.filter === undefined ? "" : filter}</interface>
    <serial type='pty'><log file='${files.log}'/></serial>
    <memballoon model='none'/>
    <rng model='virtio'><backend model='random'>/dev/urandom</backend></rng>
  </devices>
</domain>
`;
}
