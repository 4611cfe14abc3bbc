import { z } from "zod";
import { noUse } from "../../../policies/facts.ts";
import { backupStatus } from "../../../protocol/actions/backup.ts";
import { accepted } from "../../../protocol/refusal.ts";
import { daysLeft, growthOf } from "../../rsnapshot/disk.ts";
import { type BackupHost, readHost } from "../../rsnapshot/host.ts";
import { nextDue } from "../../rsnapshot/schedule.ts";
import { listSnapshots } from "../../rsnapshot/snapshots.ts";
import { type AnyRunner, defineRunner } from "../../runner.ts";
import type { BackupTools } from "./tools.ts";

const planSchema = z.strictObject({});

/** How the backups of this host stand: of each level the last, the last good, and the next; the disk and its course. */
export const backupStatusRunner = (tools: BackupTools): AnyRunner =>
  defineRunner<typeof backupStatus, z.infer<typeof planSchema>>({
    action: backupStatus,
    facts: () => Promise.resolve({ target: undefined, use: noUse, host: undefined }),
    plan: () => Promise.resolve(accepted({})),
    planSchema,
    steps: {},
    result: async () => {
      const host = await readHost(tools.config);
      const { disk, ended, drilled, conf, absent } = host;
      const seen = disk === null ? undefined : { disk, ended, now: tools.now() };
      const lacking = new Set(absent.map((cause) => cause.host));
      const points = conf === undefined ? [] : [...conf.points, ...conf.scripts];
      const names = [...new Set(points.map((point) => point.host))];
      return {
        host: tools.host,
        hosts: names.slice(0, 200).map((name) => ({ name, there: !lacking.has(name) })),
        levels: await levelsOf(host, tools),
        disk,
        growth: (seen && growthOf(seen)) ?? null,
        days: (seen && daysLeft(seen)) ?? null,
        drilled: drilled === undefined ? null : { at: drilled.at, files: drilled.files, wrong: drilled.wrong.length },
      };
    },
  });

async function levelsOf({ conf, ended, open }: BackupHost, { config, now, timeZone }: BackupTools) {
  const snapshots = conf === undefined ? [] : await listSnapshots(conf);
  return (conf?.levels ?? []).slice(0, 20).map(({ name: level, keep }) => {
    const own = ended.filter((one) => one.level === level);
    const last = own.at(-1);
    const due = config.schedule.find((one) => one.level === level);
    return {
      level,
      keeps: keep,
      has: snapshots.filter(({ name }) => name.startsWith(`${level}.`)).length,
      good: own.findLast(({ good }) => good)?.at ?? null,
      last: last === undefined ? null : { at: last.at, good: last.good, refused: last.refused },
      running: open.some((one) => one.level === level && one.alive),
      next: (due && nextDue(due, now(), timeZone)) ?? null,
    };
  });
}
