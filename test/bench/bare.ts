import { randomBytes, randomUUID } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { domainXml } from "../../executor/libvirt/domain-xml.ts";
import { seedFiles } from "../../executor/seed/files.ts";
import { vmOf } from "../lab/guest.ts";
import type { Lab } from "../lab/lab.ts";

/** The steps of a create that are programs, in order. */
export const bareSteps = ["reserve", "overlay", "seed", "define", "start"] as const;

/** How long a script took, in milliseconds. */
export interface BareTimes {
  readonly total: number;
  readonly steps: Readonly<Record<(typeof bareSteps)[number], number>>;
}

const virsh = "virsh -q -c qemu:///system";
const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGJlbmNoYmVuY2hiZW5jaGJlbmNoYmVuY2hiZW5jaGJl";

/**
 * What somebody without Shisa would run to make the same guest: the same programs with the same arguments, one after
 * the other, in a bash script that prints the time between them. Everything that the programs read is written before
 * the clock runs. The guest is removed again.
 * @param number makes the guest's address one that nobody else in the lab has
 */
export async function makeBare(lab: Lab, number: number): Promise<BareTimes> {
  const vm = vmOf(lab);
  const uuid = randomUUID();
  const folder = join(vm.disks, uuid);
  const paths = {
    overlay: join(folder, "disk.qcow2"),
    seed: join(folder, "seed.iso"),
    consoleLog: join(folder, "console.log"),
    content: join(folder, "content"),
    domain: join(folder, "domain.xml"),
    script: join(folder, "make"),
  };
  const owner = { name: "prof1", uid: 9001 };
  const hostName = `prof1-bare${number}`;
  const mac = ["52", "54", "00", ...[...randomBytes(3)].map((byte) => byte.toString(16).padStart(2, "0"))].join(":");
  const address = vm.gateway.replace(/\.1$/u, `.${100 + number}`);
  const template = join(vm.templates, "tiny.qcow2");
  await mkdir(paths.content, { recursive: true, mode: 0o700 });
  for (const [name, text] of Object.entries(seedFiles({ uuid, hostName, owner, keys: [key] })))
    await writeFile(join(paths.content, name), text, { mode: 0o600 });
  const createdAt = new Date().toISOString();
  const mark = { uuid, owner, name: `bare${number}`, template: "tiny", createdAt, diskGiB: 10, note: null };
  const machine = { type: "qemu", cpu: 1, memoryMiB: 1024, network: vm.network } as const;
  await writeFile(paths.domain, domainXml({ mark, hostName, ...machine, mac, address, template, ...paths }));
  const host = `"<host mac='${mac}' name='${hostName}' ip='${address}'/>"`;
  const update = (how: string): string =>
    `${virsh} net-update --network=${vm.network} ${how} ip-dhcp-host ${host} --live --config`;
  const steps = [
    update("add"),
    `qemu-img create -q -f qcow2 -F qcow2 -b ${template} ${paths.overlay} 10G`,
    `genisoimage -quiet -output ${paths.seed} -volid cidata -joliet -rational-rock ${paths.content}`,
    `${virsh} define ${paths.domain}`,
    `${virsh} start ${uuid}`,
  ];
  const clock = "echo @$EPOCHREALTIME";
  await writeFile(paths.script, ["set -e", clock, ...steps.flatMap((step) => [step, clock]), ""].join("\n"));
  try {
    const ran = await lab.run(["bash", paths.script]);
    if (ran.exitCode !== 0) throw new Error(`making a guest by a bare script: ${ran.stderr}`);
    return timesIn(ran.stdout);
  } finally {
    const undo = [`${virsh} destroy ${uuid}`, `${virsh} undefine ${uuid}`, update("delete")];
    await lab.run(["bash", "-c", undo.join("\n")]);
    await rm(folder, { recursive: true, force: true });
  }
}

function timesIn(output: string): BareTimes {
  const clocks = [...output.matchAll(/^@([\d.]+)$/gmu)].map((match) => Number(match[1]) * 1000);
  const between = (from: number, to: number): number => (clocks[to] ?? Number.NaN) - (clocks[from] ?? Number.NaN);
  const [reserve, overlay, seed, define, start] = bareSteps.map((_, index) => between(index, index + 1));
  const none = Number.NaN;
  return {
    total: between(0, bareSteps.length),
    steps: {
      reserve: reserve ?? none,
      overlay: overlay ?? none,
      seed: seed ?? none,
      define: define ?? none,
      start: start ?? none,
    },
  };
}
