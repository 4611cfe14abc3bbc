import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { link, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";

/**
 * Makes this process the only executor of a state folder, until `release`. Node has no flock(2), so the lock is a file
 * that names its holder by process id and start time (proc(5), field 22 of /proc/PID/stat): a file whose process is
 * gone, or is another one by now, is taken over. Throws an Error when another executor lives.
 */
export async function lockState(state: string): Promise<{ release: () => Promise<void> }> {
  const path = join(state, "lock");
  const mine = `${process.pid} ${startTime(process.pid) ?? ""}\n`;
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const draft = `${path}.${randomUUID()}`;
    try {
      // Linked whole into its place: nobody ever sees a lock that does not say yet who holds it.
      await writeFile(draft, mine, { mode: 0o600 });
      await link(draft, path);
      return { release: () => rm(path, { force: true }) };
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) {
        throw new Error(`locking ${state}`, { cause: error });
      }
    } finally {
      await rm(draft, { force: true });
    }
    const [pid = "", started = ""] = (await readFile(path, "utf8").catch(() => "")).trim().split(" ");
    if (pid !== "" && startTime(Number(pid)) === started) {
      throw new Error(`another executor (process ${pid}) already works with ${state}`);
    }
    await takeAway(path, started);
  }
  throw new Error(`locking ${state}: others are at it too`);
}

/** Takes a dead holder's lock away; puts it back where it turns out to be that of somebody who was quicker. */
async function takeAway(path: string, started: string): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
    const [, found = ""] = (await readFile(aside, "utf8")).trim().split(" ");
    if (found !== started) await link(aside, path);
    await rm(aside, { force: true });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "EEXIST")))
      throw error;
  }
}

/** A process's start in clock ticks since the machine's, or undefined when it is gone or only waits to be reaped. */
function startTime(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name in parentheses may hold anything; the fields after it begin with the state, field 3.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" || fields[0] === "X" ? undefined : fields[19];
  } catch {
    return undefined;
  }
}
