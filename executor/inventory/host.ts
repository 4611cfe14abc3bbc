import { statfs } from "node:fs/promises";
import { cpus, totalmem } from "node:os";
import type { Inventory } from "../../protocol/messages.ts";

const mebibyte = 1024 * 1024;

/** What this host has. The disk is the one that holds `folder`; free is what root may still write. */
export async function capacityOf(folder: string): Promise<Inventory["capacity"]> {
  const disk = await statfs(folder);
  return {
    cpus: cpus().length,
    memoryMiB: Math.floor(totalmem() / mebibyte),
    diskTotalMiB: Math.floor((disk.blocks * disk.bsize) / mebibyte),
    diskFreeMiB: Math.floor((disk.bfree * disk.bsize) / mebibyte),
  };
}
