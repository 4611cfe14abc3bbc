import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { replaceFile } from "./files/durable.ts";

/**
 * Counts this executor's starts on disk and returns the new number, 1 or more. Throws where the number cannot be read
 * or written: a boot number that is used twice would let old reports pass for new ones.
 */
export async function nextBoot(state: string): Promise<number> {
  const path = join(state, "boot");
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "0";
    throw new Error(`reading ${path}`, { cause: error });
  });
  const last = /^\d{1,15}$/.test(text.trim()) ? Number(text) : undefined;
  if (last === undefined) throw new Error(`reading ${path}: it holds no number`);
  const { handle } = await replaceFile(path, `${last + 1}\n`);
  await handle.close();
  return last + 1;
}
