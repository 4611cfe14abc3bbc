import type { OutputOf } from "../../../protocol/action.ts";
import { backupPreview } from "../../../protocol/actions/backup.ts";
import { accepted } from "../../../protocol/refusal.ts";
import { type AnyRunner, defineRunner } from "../../runner.ts";
import { choose, told } from "./choose.ts";
import { lookUp } from "./look.ts";
import type { BackupTools } from "./tools.ts";

const mostNames = 20;

/** Says what a restore would bring back, or why it cannot. */
export const previewRestoreRunner = (tools: BackupTools): AnyRunner =>
  defineRunner<typeof backupPreview, OutputOf<typeof backupPreview>>({
    action: backupPreview,
    facts: ({ path }, job) => lookUp(tools, path, job),
    plan: async ({ path, asOf }, job) => {
      const chosen = await choose(tools, { path, ...(asOf === undefined ? {} : { asOf }) }, job);
      if (!chosen.ok) return chosen;
      const { version, tree } = chosen.value;
      const names = tree.own.filter(({ kind }) => kind !== "folder").map((entry) => entry.path.slice(0, 300));
      const found = { ...told(chosen.value), kind: version.kind, names: names.slice(0, mostNames) };
      return accepted({ host: tools.host, ...found });
    },
    planSchema: backupPreview.output,
    steps: {},
    result: (plan) => Promise.resolve(plan),
  });
