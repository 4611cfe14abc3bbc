import { z } from "zod";
import { noUse } from "../../../policies/facts.ts";
import { backupRun } from "../../../protocol/actions/backup.ts";
import { accepted, refuse, refused } from "../../../protocol/refusal.ts";
import { drill } from "../../rsnapshot/drill.ts";
import { readRecords } from "../../rsnapshot/runs.ts";
import { runLevel } from "../../rsnapshot/wrapper.ts";
import { type AnyRunner, defineRunner } from "../../runner.ts";
import { type BackupTools, confOf } from "./tools.ts";

const planSchema = z.strictObject({ level: z.string(), grant: z.string(), from: z.int() });
type Plan = z.infer<typeof planSchema>;

const drillLevel = "drill";

/** Runs one level of rsnapshot, or the restore drill, as cron would. */
export const runBackupRunner = (tools: BackupTools): AnyRunner =>
  defineRunner<typeof backupRun, Plan>({
    action: backupRun,
    facts: () => Promise.resolve({ target: undefined, use: noUse, host: undefined }),
    plan: async ({ level }, { grant, now }) => {
      const names = [...(await confOf(tools)).levels.map(({ name }) => name), drillLevel];
      if (names.includes(level)) return accepted({ level, grant, from: now() });
      return refused(refuse("backup.level_unknown", { typed: level, levels: names.join(", ").slice(0, 200) }));
    },
    planSchema,
    steps: {
      run: {
        do: async (plan, { signal }) => {
          if ((await endOf(tools, plan)) !== undefined) return;
          const { conf, runs } = tools.config;
          const shared = { conf, runs, exec: tools.exec, now: tools.now, signal };
          if (plan.level === drillLevel) await drill(shared);
          else await runLevel(plan.level, { ...shared, id: plan.grant });
        },
        // What was copied is a backup all the same.
        undo: () => Promise.resolve(),
        probe: async (plan) => (await endOf(tools, plan)) !== undefined,
      },
    },
    pointOfNoReturn: "run",
    cancelledLate: "carryOn",
    result: async (plan) => {
      const end = await endOf(tools, plan);
      const told = end ?? { good: false, refused: false, lines: [] };
      return { host: tools.host, level: plan.level, ...told };
    },
  });

async function endOf({ config }: Pick<BackupTools, "config">, { level, grant, from }: Plan) {
  const records = await readRecords(config.runs);
  if (level === drillLevel) {
    const last = records.findLast((one) => one.t === "drilled" && one.at >= from);
    return last?.t === "drilled"
      ? { good: last.wrong.length === 0, refused: false, lines: last.wrong.slice(0, 20) }
      : undefined;
  }
  const ended = records.findLast((one) => one.t === "ended" && one.id === grant);
  if (ended?.t !== "ended") return undefined;
  const { good, refused: isRefused, causes } = ended;
  return { good, refused: isRefused, lines: causes.map(({ line }) => line).slice(0, 20) };
}
