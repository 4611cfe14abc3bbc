import { copyFile, mkdir, open, readFile, rename, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";
import { must } from "../run.ts";
import { RECIPE } from "./recipe.ts";
import { addModules, GUEST_FILES } from "./tree.ts";

const LOADER_SETTINGS = `DEFAULT tiny
PROMPT 0
TIMEOUT 0
NOESCAPE 1
LABEL tiny
LINUX /boot/vmlinuz
INITRD /boot/initrd
APPEND ${RECIPE.kernelArguments}
`;

/** Puts kernel, first file system and the boot loader's settings into the guest's root folder. */
export async function addBootFiles(packages: string, kernel: string, root: string, work: string): Promise<void> {
  await copyFile(join(packages, "boot", `vmlinuz-${kernel}`), join(root, "boot/vmlinuz"));
  await writeFile(join(root, "boot/extlinux.conf"), LOADER_SETTINGS);
  const initial = join(work, "initramfs");
  for (const folder of ["bin", "dev", "root"]) await mkdir(join(initial, folder), { recursive: true });
  await copyFile(join(packages, "bin/busybox"), join(initial, "bin/busybox"));
  await copyFile(join(GUEST_FILES, "initramfs-init"), join(initial, "init"));
  await addModules(packages, kernel, RECIPE.bootModules, join(initial, "modules"));
  const order = RECIPE.bootModules.map((module) => basename(module));
  await writeFile(join(initial, "modules/order"), `${order.join("\n")}\n`);
  const files = ["init", "bin", "bin/busybox", "dev", "root", "modules", "modules/order"];
  const list = [...files, ...order.map((module) => `modules/${module}.ko`)];
  const archive = join(work, "initramfs.cpio");
  // busybox's own cpio from the unpacked package: no further package on the host.
  const cpio = [join(packages, "bin/busybox"), "cpio", "-o", "-H", "newc", "-R", "0:0", "-F", archive];
  await must("packing the guest's first file system", ["env", `--chdir=${initial}`, ...cpio], {
    input: `${list.join("\n")}\n`,
  });
  await writeFile(join(root, "boot/initrd"), gzipSync(await readFile(archive), { level: 9 }));
}

/** Makes a disk image (qcow2) that boots by its own boot loader from a root folder. Needs root and a loop device. */
export async function makeDisk(root: string, work: string, target: string): Promise<void> {
  const raw = join(work, "disk.raw");
  const image = await open(raw, "w");
  await image.truncate(RECIPE.diskBytes);
  await image.close();
  const first = RECIPE.partitionOffset / 512;
  await must("partitioning the template", ["sfdisk", "--quiet", raw], {
    input: `label: dos\nstart=${first}, type=83, bootable\n`,
  });
  const kilobytes = (RECIPE.diskBytes - RECIPE.partitionOffset) / 1024;
  await must("making the template's file system", [
    ...["mke2fs", "-q", "-t", "ext4", "-b", "4096", "-m", "0", "-N", "8192", "-J", "size=4"],
    // extlinux reads neither 64-bit nor checksummed metadata.
    ...["-O", "^64bit,^metadata_csum,^metadata_csum_seed", "-E", `offset=${RECIPE.partitionOffset},lazy_itable_init=0`],
    ...["-d", root, raw, `${kilobytes}k`],
  ]);
  await installLoader(raw, join(work, "mounted"));
  const code = await readFile("/usr/lib/EXTLINUX/mbr.bin");
  const disk = await open(raw, "r+");
  await disk.write(code, 0, Math.min(code.length, 440), 0);
  await disk.close();
  await must("converting the template", ["qemu-img", "convert", "-f", "raw", "-O", "qcow2", raw, `${target}.new`]);
  await rename(`${target}.new`, target);
}

// In a mount namespace of its own: whatever ends this, the mount and its loop device go with it.
async function installLoader(raw: string, mountPoint: string): Promise<void> {
  await mkdir(mountPoint, { recursive: true });
  const script = 'mount -o "loop,offset=$3" "$1" "$2" && extlinux --install "$2/boot" && umount "$2"';
  const argv = [
    "unshare",
    "--mount",
    "sh",
    "-c",
    script,
    "install-loader",
    raw,
    mountPoint,
    String(RECIPE.partitionOffset),
  ];
  await must("installing the template's boot loader", argv);
}
