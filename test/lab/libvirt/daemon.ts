import { cp, mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { daemonInside, mustInside, runInside } from "../inside.ts";
import type { NetworkPlan } from "../network/plan.ts";
import { CACHE_ROOT } from "../paths.ts";
import { waitFor } from "../wait.ts";
import { LIBVIRTD_CONF, networkXml, QEMU_CONF } from "./config.ts";

/** What qemu can do, as libvirtd found it out by asking for some 8 s; libvirtd itself checks that it is up to date. */
const CAPABILITIES = join(CACHE_ROOT, "libvirt-capabilities");
const FILTERS = "/usr/share/libvirt/nwfilter";

/** What the functions below need to know of a lab. */
export interface LibvirtOfLab {
  dir: string;
  keeperPid: number;
}

/** Starts libvirtd in the lab and returns when it answers: about a second, some ten at the first time of all. */
export async function startLibvirt(lab: LibvirtOfLab): Promise<void> {
  const settings = join(lab.dir, "etc-libvirt");
  await writeFile(join(settings, "qemu.conf"), QEMU_CONF);
  await writeFile(join(settings, "libvirtd.conf"), LIBVIRTD_CONF);
  await cp(FILTERS, join(settings, "nwfilter"), { recursive: true });
  const capabilities = join(lab.dir, "var/cache/libvirt/qemu/capabilities");
  await mkdir(capabilities, { recursive: true });
  await mkdir(CAPABILITIES, { recursive: true });
  await cp(CAPABILITIES, capabilities, { recursive: true });
  const daemon = ["libvirtd", "--daemon", "--config", "/etc/libvirt/libvirtd.conf", "--pid-file", "/run/libvirtd.pid"];
  await daemonInside("starting libvirtd", lab.keeperPid, daemon);
  await waitFor("libvirtd's answer", async () => ((await virsh(lab, ["version"])).exitCode === 0 ? true : undefined), {
    timeoutMs: 60_000,
    everyMs: 50,
  });
  const fresh = (await readdir(capabilities)).filter((name) => name.endsWith(".xml"));
  const kept = new Set(await readdir(CAPABILITIES));
  for (const name of fresh.filter((found) => !kept.has(found))) {
    await cp(join(capabilities, name), join(CAPABILITIES, name));
  }
}

/** Defines and starts the lab's network. */
export async function startNetwork(lab: LibvirtOfLab, plan: NetworkPlan): Promise<void> {
  const file = join(lab.dir, "network.xml");
  await writeFile(file, networkXml(plan));
  const virshInside = ["virsh", "-q", "-c", "qemu:///system"];
  await mustInside("defining the lab's network", lab.keeperPid, [...virshInside, "net-define", file]);
  await mustInside("marking the lab's network", lab.keeperPid, [...virshInside, "net-autostart", plan.network]);
  await mustInside("starting the lab's network", lab.keeperPid, [...virshInside, "net-start", plan.network]);
}

/** One virsh command in the lab. */
async function virsh(lab: Pick<LibvirtOfLab, "keeperPid">, words: readonly string[]) {
  return await runInside(lab.keeperPid, ["virsh", "-q", "-c", "qemu:///system", ...words]);
}
