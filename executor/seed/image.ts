import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Exec } from "../exec.ts";
import { type Seed, seedFiles } from "./files.ts";

/**
 * Makes seed.iso in a guest's folder: an ISO 9660 image with the volume label `cidata`, as NoCloud wants it.
 * Replaces one that is there. Throws when genisoimage ends with an error.
 */
export async function makeSeed(exec: Exec, folder: string, seed: Seed, signal?: AbortSignal): Promise<void> {
  const work = await mkdtemp(join(folder, "seed-")); // 0700
  try {
    const content = join(work, "content");
    const image = join(work, "seed.iso");
    await mkdir(content, { mode: 0o700 });
    for (const [name, text] of Object.entries(seedFiles(seed))) {
      await writeFile(join(content, name), text, { mode: 0o600, flag: "wx" });
    }
    // Rock Ridge with root as owner and mode 0444 in the image: who reads them there is root anyway.
    const argv = ["-quiet", "-output", image, "-volid", "cidata", "-joliet", "-rational-rock", content];
    const ran = await exec.run("genisoimage", argv, {
      timeoutMs: 30_000,
      maxOutput: 64 * 1024,
      ...(signal === undefined ? {} : { signal }),
    });
    if (ran.exitCode !== 0) throw new Error(`making the seed: genisoimage said: ${ran.stderr.trim().slice(0, 500)}`);
    await rename(image, join(folder, "seed.iso"));
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
