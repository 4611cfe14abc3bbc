import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder for one test, and what removes it. */
export async function throwAwayFolder(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), "shisa-test-"));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
