import { chmod, copyFile, cp, mkdir, readdir, readFile, realpath, stat, symlink, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { repositoryRoot } from "../paths.ts";
import { must } from "../run.ts";
import { RECIPE } from "./recipe.ts";

export const GUEST_FILES = join(repositoryRoot(), "test/lab/template/guest");

const LIBRARIES = "lib/x86_64-linux-gnu";

const ACCOUNTS: Record<string, string> = {
  "etc/passwd": "root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n",
  "etc/group": "root:x:0:\ntty:x:5:\nnogroup:x:65534:\n",
  "etc/shadow": "root:*:19000:0:99999:7:::\nnobody:*:19000:0:99999:7:::\n",
  "etc/shells": "/bin/sh\n/bin/bash\n",
  "etc/nsswitch.conf": "passwd: files\ngroup: files\nshadow: files\nhosts: files dns\n",
  "etc/hostname": "tiny\n",
  "etc/profile": "PATH=/bin:/sbin:/usr/bin:/usr/sbin\nPS1='\\u@\\h:\\w\\$ '\n",
  "etc/sudoers": "Defaults !syslog\nroot ALL=(ALL:ALL) ALL\n@includedir /etc/sudoers.d\n",
  // sudo asks PAM even when it asks for no password; a password is never accepted, there are none.
  "etc/pam.d/sudo": "auth required pam_deny.so\naccount required pam_permit.so\nsession required pam_permit.so\n",
};

/** Composes the guest's root folder from unpacked Debian packages and the files of guest/. */
export async function makeRootTree(packages: string, kernel: string, root: string): Promise<void> {
  for (const folder of ["bin", LIBRARIES, "lib64", "lib/modules", "usr/libexec/sudo", "boot", "home", "root"]) {
    await mkdir(join(root, folder), { recursive: true });
  }
  for (const folder of ["dev", "proc", "sys", "run", "tmp", "var/lib/shisa", "etc/dropbear", "etc/sudoers.d"]) {
    await mkdir(join(root, folder), { recursive: true });
  }
  await chmod(join(root, "tmp"), 0o1777);
  await chmod(join(root, "root"), 0o700);
  await symlink("bin", join(root, "sbin"));
  for (const name of ["bin", "sbin", "lib", "lib64"]) await symlink(`../${name}`, join(root, "usr", name));
  await symlink("/run", join(root, "var/run"));
  await symlink("/proc/mounts", join(root, "etc/mtab"));
  await addBusybox(packages, root);
  for (const program of RECIPE.programs)
    await copyWithMode(join(packages, program), join(root, "bin", basename(program)));
  for (const name of RECIPE.libraries) await addLibrary(packages, root, name);
  for (const name of RECIPE.sudoFiles) {
    await copyFile(await realpath(join(packages, "usr/libexec/sudo", name)), join(root, "usr/libexec/sudo", name));
  }
  await symlink(`/${LIBRARIES}/ld-linux-x86-64.so.2`, join(root, "lib64/ld-linux-x86-64.so.2"));
  await addModules(packages, kernel, RECIPE.seedModules, join(root, "lib/modules"));
  await addSettings(root);
}

const SIGNATURE_END = "~Module signature appended~\n";

/**
 * A kernel module without the signature that Debian appends (see Documentation/admin-guide/module-signing.rst of the
 * kernel): checking it takes longer than loading the module, and this kernel loads unsigned ones as well.
 */
export function withoutSignature(module: Buffer): Buffer {
  const end = module.length - SIGNATURE_END.length;
  if (end < 12 || module.toString("latin1", end) !== SIGNATURE_END) return module;
  // struct module_signature: 8 bytes that do not matter here, then the signature's length, big-endian.
  return module.subarray(0, end - 12 - module.readUInt32BE(end - 4));
}

/** Copies kernel modules into a flat folder, as insmod takes them. */
export async function addModules(
  packages: string,
  kernel: string,
  modules: readonly string[],
  to: string,
): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const module of modules) {
    const from = join(packages, "lib/modules", kernel, "kernel", `${module}.ko`);
    await writeFile(join(to, `${basename(module)}.ko`), withoutSignature(await readFile(from)));
  }
}

async function addBusybox(packages: string, root: string): Promise<void> {
  const busybox = join(packages, "bin/busybox");
  await copyWithMode(busybox, join(root, "bin/busybox"));
  for (const applet of (await must("listing busybox's programs", [busybox, "--list"])).split("\n").filter(Boolean)) {
    if (applet !== "busybox" && applet !== "linuxrc") await symlink("busybox", join(root, "bin", applet));
  }
  // busybox has no applet of that name, and every seed names /bin/bash.
  await writeFile(join(root, "bin/bash"), '#!/bin/sh\nexec /bin/sh "$@"\n', { mode: 0o755 });
}

async function addLibrary(packages: string, root: string, name: string): Promise<void> {
  const places = [join(packages, LIBRARIES, name), join(packages, "usr", LIBRARIES, name)];
  const found = await Promise.all(places.map((place) => realpath(place).catch(() => undefined)));
  const from = found.find((place) => place !== undefined);
  if (from === undefined) throw new Error(`composing the guest: no ${name} in its packages`);
  const to = join(root, LIBRARIES, name);
  await mkdir(dirname(to), { recursive: true });
  await copyWithMode(from, to);
}

async function addSettings(root: string): Promise<void> {
  for (const [file, text] of Object.entries(ACCOUNTS)) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), text);
  }
  await chmod(join(root, "etc/shadow"), 0o600);
  await chmod(join(root, "etc/sudoers"), 0o440);
  await cp(GUEST_FILES, join(root, "etc/shisa"), { recursive: true });
  await mkdir(join(root, "etc/acpi/PWRF"), { recursive: true });
  await symlink("/etc/shisa/power-off", join(root, "etc/acpi/PWRF/00000080"));
  await symlink("/etc/shisa/inittab", join(root, "etc/inittab"));
  for (const file of await readdir(join(root, "etc/shisa"))) {
    await chmod(join(root, "etc/shisa", file), file === "inittab" ? 0o644 : 0o755);
  }
}

async function copyWithMode(from: string, to: string): Promise<void> {
  await copyFile(from, to);
  await chmod(to, (await stat(from)).mode & 0o7777);
}
