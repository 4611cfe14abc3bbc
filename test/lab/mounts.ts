import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { insidePath, mustInside } from "./inside.ts";
import { repositoryRoot } from "./paths.ts";

/** What a lab has of its own: the path inside, and the folder below the lab's own that stands there. */
const OWN_FOLDERS: readonly (readonly [inside: string, outside: string])[] = [
  ["/run", "run"],
  ["/var/lib/libvirt", "var/lib/libvirt"],
  ["/var/cache/libvirt", "var/cache/libvirt"],
  ["/var/log/libvirt", "var/log/libvirt"],
];

/** Mounts a lab's own folders over the machine's, in the lab's mount namespace only. */
export async function mountFolders(keeperPid: number, folder: string): Promise<void> {
  for (const [inside, outside] of OWN_FOLDERS) {
    await mkdir(join(folder, outside), { recursive: true });
    await mkdir(inside, { recursive: true });
    await bind(keeperPid, join(folder, outside), inside);
  }
  for (const name of ["lock", "libvirt"]) await mkdir(join(folder, "run", name), { recursive: true });
  await mountSys(keeperPid, folder);
  await mountEtc(keeperPid, folder);
  await mountHome(keeperPid, folder);
}

// What /sys shows of networks is that of the namespace in which it was mounted.
async function mountSys(keeperPid: number, folder: string): Promise<void> {
  const sys = join(folder, "sys");
  await mkdir(sys, { recursive: true });
  await mustInside("mounting the lab's /sys", keeperPid, ["mount", "-t", "sysfs", "lab-sys", sys]);
  const control = "/sys/fs/cgroup";
  await mustInside("mounting the lab's /sys", keeperPid, ["mount", "--rbind", control, join(sys, "fs/cgroup")]);
  await mustInside("mounting the lab's /sys", keeperPid, ["mount", "--rbind", sys, "/sys"]);
}

// The changed half of /etc is memory: it needs no cleaning, and works where the disk itself is an overlay.
async function mountEtc(keeperPid: number, folder: string): Promise<void> {
  const changes = join(folder, "etc-changes");
  await mkdir(changes, { recursive: true });
  await mustInside("mounting the lab's /etc", keeperPid, [
    "mount",
    "-t",
    "tmpfs",
    "-o",
    "mode=755",
    "lab-etc",
    changes,
  ]);
  for (const name of ["upper", "work"]) await mkdir(insidePath(keeperPid, join(changes, name)));
  const options = `lowerdir=/etc,upperdir=${changes}/upper,workdir=${changes}/work`;
  await mustInside("mounting the lab's /etc", keeperPid, ["mount", "-t", "overlay", "-o", options, "lab-etc", "/etc"]);
  // Never the machine's own domains and networks: a libvirtd starts what is marked so.
  await mkdir(join(folder, "etc-libvirt"), { recursive: true });
  await mkdir(insidePath(keeperPid, "/etc/libvirt"), { recursive: true });
  await bind(keeperPid, join(folder, "etc-libvirt"), "/etc/libvirt");
}

async function mountHome(keeperPid: number, folder: string): Promise<void> {
  const home = join(folder, "home");
  await mkdir(home, { recursive: true, mode: 0o755 });
  // A checkout or a node below /home has to stay where it is.
  const needed = [repositoryRoot(), process.execPath].map((path) => /^\/home\/([^/]+)\//.exec(path)?.[1]);
  for (const name of new Set(needed.filter((found) => found !== undefined))) {
    await mkdir(join(home, name), { recursive: true });
    await bind(keeperPid, join("/home", name), join(home, name));
  }
  await mustInside("mounting the lab's /home", keeperPid, ["mount", "--rbind", home, "/home"]);
}

async function bind(keeperPid: number, from: string, to: string): Promise<void> {
  await mustInside(`mounting the lab's ${to}`, keeperPid, ["mount", "--bind", from, to]);
}
