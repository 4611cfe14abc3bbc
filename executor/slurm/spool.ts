import { constants, watch } from "node:fs";
import { open, readdir, unlink } from "node:fs/promises";
import { join } from "node:path";
import type { GpuState } from "../../protocol/slurm.ts";
import type { Logger } from "../log.ts";
import { endOf } from "./states.ts";

/** Words that Slurm's script left (executor/slurm/ended.sh): one file for each job that ended, called by its number. */
export interface Spool {
  /** Calls back whenever something was left there, until stopped. */
  readonly watch: (changed: () => void) => () => void;
  /** What was said of a job's end. Only a hint: it counts where Slurm itself has forgotten the job. */
  readonly word: (job: number) => Promise<GpuState | undefined>;
  readonly forget: (job: number) => Promise<void>;
}

const mostBytes = 64;

/** @param folder that slurmctld's user writes to; undefined: nobody leaves word */
export function createSpool(folder: string | undefined, log: Logger): Spool {
  if (folder === undefined)
    return { watch: () => () => undefined, word: () => Promise.resolve(undefined), forget: () => Promise.resolve() };
  return {
    watch(changed) {
      try {
        const watcher = watch(folder, changed);
        watcher.on("error", (cause) => log.warn({ err: cause }, "watching for jobs that end; the queue is looked at"));
        return () => watcher.close();
      } catch (cause) {
        log.warn({ err: cause }, "watching for jobs that end; the queue is looked at");
        return () => undefined;
      }
    },
    async word(job) {
      try {
        // Whoever may write there could put a link or a pipe in a file's place.
        const handle = await open(
          join(folder, String(job)),
          constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK,
        );
        try {
          const stat = await handle.stat();
          if (!stat.isFile() || stat.size > mostBytes) return undefined;
          return endOf((await handle.readFile("latin1")).trim());
        } finally {
          await handle.close();
        }
      } catch {
        return undefined;
      }
    },
    async forget(job) {
      const names = await readdir(folder).catch((): string[] => []);
      if (names.includes(String(job))) await unlink(join(folder, String(job))).catch(() => undefined);
    },
  };
}
