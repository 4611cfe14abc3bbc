import { parseImage, timeOf } from "../../backups/names.ts";
import { lookAtShelf, records } from "../../backups/shelf.ts";
import { longestMs, tooMany } from "../../backups/thin.ts";
import type { Step } from "../../runner.ts";
import { exists } from "../vm/folder.ts";
import type { VmHost } from "../vm/host.ts";
import { putAway } from "./copy.ts";
import { backupFiles } from "./files.ts";
import type { BackupPlan } from "./plan.ts";
import { poolOf } from "./shelf.ts";

/** So many backups of guests that are gone are removed in one go at most, and so many are looked at. */
const mostGone = 10;
const mostLooked = 4 * mostGone;
const dayMs = 24 * 3_600_000;

/**
 * Puts the file beside the disk away, removes this guest's backups that are too old or too close together, and a few
 * of guests of this host that are gone for longer than backups are kept.
 */
export function thinStep(host: VmHost): Step<BackupPlan> {
  return {
    async do(plan, job) {
      await putAway(host, plan);
      const pool = poolOf(host);
      const { backups } = await lookAtShelf(pool, plan.owner, plan.name);
      const own = backups.filter(({ guest }) => guest === plan.uuid);
      const gone = await ofGoneGuests(host, job.now());
      for (const image of [...tooMany(own, job.now()).map((one) => one.image), ...gone]) {
        job.signal.throwIfAborted();
        await pool.remove(image, job.signal);
      }
    },
    undo: async () => undefined,
    probe: async ({ uuid, id }) => !(await exists(backupFiles(host.config.disks, uuid, id).capture)),
  };
}

async function ofGoneGuests(host: VmHost, now: number): Promise<readonly string[]> {
  const pool = poolOf(host);
  const old = (await pool.images()).filter((image) => {
    const id = parseImage(image)?.id;
    return id !== undefined && now - timeOf(id) > longestMs;
  });
  const there = new Set((await host.domains.list()).map(({ uuid }) => uuid));
  // Others each day: the first may be of guests that are still there, whose last backup stays.
  const from = old.length === 0 ? 0 : (Math.floor(now / dayMs) * mostLooked) % old.length;
  const found = await records(pool, [...old.slice(from), ...old.slice(0, from)].slice(0, mostLooked));
  return found
    .filter((one) => one.host === host.name && now - one.takenAt > longestMs && !there.has(one.guest))
    .map(({ image }) => image)
    .slice(0, mostGone);
}
