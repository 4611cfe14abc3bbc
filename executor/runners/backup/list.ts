import { z } from "zod";
import { backupList, backupVersionSchema } from "../../../protocol/actions/backup.ts";
import { accepted } from "../../../protocol/refusal.ts";
import { type AnyRunner, defineRunner } from "../../runner.ts";
import { lookOf, lookUp, treeOf } from "./look.ts";
import type { BackupTools } from "./tools.ts";

const mostEntries = 200;
const planSchema = z.strictObject({
  path: z.string(),
  versions: z.array(backupVersionSchema),
  entries: backupList.output.shape.entries,
  more: z.boolean(),
});
type Plan = z.infer<typeof planSchema>;

/** In which snapshots a person's own file is, and what is in a folder. */
export const listBackupsRunner = (tools: BackupTools): AnyRunner =>
  defineRunner<typeof backupList, Plan>({
    action: backupList,
    facts: ({ path }, job) => lookUp(tools, path, job),
    plan: async ({ path: typed }, job) => {
      const { account, versions } = await lookOf(tools, typed, job);
      const newest = versions[0];
      const path = newest?.path ?? typed;
      const tree = newest?.kind === "folder" ? await treeOf(tools, account, newest, 1, job.signal) : { own: [] };
      const inside = tree.own.filter((entry) => entry.path !== path && entry.path !== "");
      const entries = inside
        .map(({ path: at, kind, size }) => ({
          name: at.slice(path === "" ? 0 : path.length + 1).slice(0, 300),
          kind,
          size,
        }))
        .sort((one, other) => (one.name < other.name ? -1 : 1));
      return accepted({
        path,
        versions: versions.map(({ home, kind, size, changed }) => ({
          ...{ snapshot: home.name, at: home.at, kind, size, changed },
        })),
        entries: entries.slice(0, mostEntries),
        more: entries.length > mostEntries,
      });
    },
    planSchema,
    steps: {},
    result: (plan) => Promise.resolve({ host: tools.host, ...plan }),
  });
