import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { ssh } from "../../lab/guest.ts";
import type { Lab } from "../../lab/lab.ts";
import { waitFor } from "../../lab/wait.ts";
import { vmOf } from "../vm/in-lab.ts";

/** Far behind what the template holds, in MiB: nothing of the guest's own is there. */
const markAt = 600;

/** Writes a word onto a running guest's disk, from inside, and has it there before it returns. */
export async function writeMark(lab: Lab, account: string, address: string, word: string): Promise<void> {
  const line = `printf %-512s ${word} | sudo dd of=/dev/vda bs=512 seek=${markAt * 2048} conv=fsync`;
  const ran = await ssh(lab, account, address, line);
  if (ran.exitCode !== 0) throw new Error(`writing onto the guest's disk: ${ran.stderr}`);
}

/** The word on a guest's disk, as the guest itself reads it; waits until it can be asked. */
export async function readMark(lab: Lab, account: string, address: string): Promise<string> {
  const line = `sudo dd if=/dev/vda bs=512 skip=${markAt * 2048} count=1 2>/dev/null`;
  return await waitFor(
    "the guest to read its disk",
    async () => {
      const ran = await ssh(lab, account, address, line);
      return ran.exitCode === 0 ? ran.stdout.replaceAll("\0", "").trim() : undefined;
    },
    { timeoutMs: 90_000, everyMs: 500 },
  );
}

/** The word on the disk of a guest that is off. */
export async function markOnDisk(lab: Lab, uuid: string): Promise<string> {
  const disk = join(vmOf(lab).disks, uuid, "disk.qcow2");
  const raw = join(lab.dir, `look-${uuid}.raw`);
  const argv = ["qemu-img", "dd", "-f", "qcow2", "-O", "raw", `if=${disk}`, `of=${raw}`, "bs=512"];
  const ran = await lab.run([...argv, `skip=${markAt * 2048}`, `count=${markAt * 2048 + 1}`]);
  if (ran.exitCode !== 0) throw new Error(`looking at the disk: ${ran.stderr}`);
  const { stdout } = await lab.run(["head", "-c", "512", raw]);
  await lab.run(["rm", raw]);
  return stdout.replaceAll("\0", "").trim();
}

/** Writes a word onto the disk of a guest that is off. */
export async function markDisk(lab: Lab, uuid: string, word: string): Promise<void> {
  const disk = join(vmOf(lab).disks, uuid, "disk.qcow2");
  const pattern = join(lab.dir, `mark-${uuid}`);
  await lab.run(["tee", pattern], { input: word.padEnd(512) });
  const ran = await lab.run(["qemu-io", "-f", "qcow2", "-c", `write -s ${pattern} ${markAt}M 512`, disk]);
  if (ran.exitCode !== 0) throw new Error(`writing onto the disk: ${ran.stderr} ${ran.stdout}`);
}

/** The files in a guest's folder. */
export const filesOf = async (lab: Lab, uuid: string): Promise<readonly string[]> =>
  (await readdir(join(vmOf(lab).disks, uuid))).toSorted();

/** rbd as the cluster's administrator. */
export async function rbd(lab: Lab, ...argv: string[]): Promise<string> {
  if (lab.ceph === undefined) throw new Error("the lab has no Ceph");
  const ran = await lab.run(["rbd", "--conf", lab.ceph.conf, ...argv]);
  if (ran.exitCode !== 0) throw new Error(`rbd ${argv.join(" ")}: ${ran.stderr}`);
  return ran.stdout;
}
