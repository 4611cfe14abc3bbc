import { readdir } from "node:fs/promises";
import { get } from "node:http";
import { join } from "node:path";
import type { Department } from "./department.ts";

/** What is left of guests in a lab: every kind of thing that a half-made guest could leave. */
export interface Remains {
  readonly domains: readonly string[];
  readonly folders: readonly string[];
  readonly reservations: readonly string[];
}

/** Looks at libvirt, the disks' folder and the network itself, not at anything that Shisa says. */
export async function remains(department: Department): Promise<Remains> {
  const { lab } = department;
  if (lab.vm === undefined) throw new Error("the lab has no libvirt");
  const virsh = (...argv: string[]) => lab.run(["virsh", "-q", "-c", "qemu:///system", ...argv]);
  const domains = (await virsh("list", "--all", "--name")).stdout.split("\n").filter((name) => name !== "");
  const network = (await virsh("net-dumpxml", lab.vm.network)).stdout;
  const reservations = [...network.matchAll(/<host [^>]*name='([^']+)'/g)].map((match) => match[1] ?? "");
  return { domains, folders: await readdir(lab.vm.disks), reservations };
}

/** The body of the page that a guest serves, or undefined when nothing answers within two seconds. */
export function pageAt(address: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const request = get({ host: address, port: 80, timeout: 2000 }, (response) => {
      let body = "";
      response.on("data", (chunk: Buffer) => {
        body += chunk.toString();
      });
      response.on("end", () => resolve(body));
    });
    request.on("timeout", () => request.destroy());
    request.on("error", () => resolve(undefined));
  });
}

/** Programs that an executor started and that have outlived it: nobody but the lab's first process is their parent. */
export async function strayPrograms(department: Department): Promise<string[]> {
  const { stdout } = await department.lab.run(["ps", "-eo", "ppid=,args="]);
  const orphan = /^1 \S*(virsh|qemu-img|genisoimage|dd|getent|setpriv|unshare)\b/;
  return stdout.split("\n").filter((line) => orphan.test(line.trim()));
}

/** How large the guest's disk is for the guest, in GiB, by what qemu says of its file. */
export async function diskOf({ lab }: Department, uuid: string): Promise<number> {
  const overlay = join(lab.vm?.disks ?? "", uuid, "disk.qcow2");
  const { stdout } = await lab.run(["qemu-img", "info", "-U", "--output=json", overlay]);
  return (JSON.parse(stdout) as { "virtual-size": number })["virtual-size"] / 1024 ** 3;
}
