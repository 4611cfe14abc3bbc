import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "../../gates/files.ts";
import type { Lab, LabVm } from "../../lab/lab.ts";
import type { DriverJob, DriverResult } from "./driver.ts";

/** What the executor's settings are inside a lab. */
export function settings(lab: Lab): string[] {
  const vm = vmOf(lab);
  const values = {
    SHISA_HOST: "vm1",
    REDIS_URL: "unix:///nonexistent",
    SHISA_EXECUTOR_STATE: "/nonexistent",
    SHISA_EXECUTOR_KEYS: "/nonexistent",
    SHISA_TRUST: "/nonexistent",
    SHISA_STOP_FILE: "/nonexistent",
    SHISA_LIBVIRT_URI: "qemu:///system",
    SHISA_VM_NETWORK: vm.network,
    SHISA_VM_TEMPLATES: vm.templates,
    SHISA_VM_DISKS: vm.disks,
    SHISA_HOMES: "/home",
  };
  return Object.entries({ ...values, ...cephOf(lab) }).map(([name, value]) => `${name}=${value}`);
}

function cephOf({ ceph }: Lab): Record<string, string> {
  if (ceph === undefined) return {};
  return { SHISA_RBD_POOL: "rbd", SHISA_RBD_CONF: ceph.conf, SHISA_RBD_KEYRING: ceph.backupKeyring };
}

export const driver = [process.execPath, join(root, "dist/test/system/vm/driver.js")];

export function vmOf(lab: Lab): LabVm {
  if (lab.vm === undefined) throw new Error("the lab has no libvirt");
  return lab.vm;
}

/** Runs jobs in a lab, all at once, and gives their results in the same order. */
export async function drive(lab: Lab, jobs: readonly DriverJob[]): Promise<DriverResult[]> {
  const argv = ["env", ...settings(lab), ...driver];
  const ran = await lab.run(argv, { input: JSON.stringify(jobs), timeoutMs: 170_000 });
  if (ran.exitCode !== 0) throw new Error(`driving the runners: ${ran.stderr}`);
  return JSON.parse(ran.stdout);
}

/** Everything of guests that a lab has now. */
export async function remains(lab: Lab) {
  const vm = vmOf(lab);
  const virsh = (...argv: string[]) => lab.run(["virsh", "-q", "-c", "qemu:///system", ...argv]);
  const domains = (await virsh("list", "--all", "--name")).stdout.split("\n").filter((name) => name !== "");
  const xml = (await virsh("net-dumpxml", vm.network)).stdout;
  const reservations = [...xml.matchAll(/<host [^>]*name='([^']+)'/g)].map((match) => match[1] ?? "");
  return { domains, reservations, folders: await readdir(vm.disks) };
}

export async function checksum(path: string): Promise<string> {
  return createHash("sha256")
    .update(await readFile(path))
    .digest("hex");
}
