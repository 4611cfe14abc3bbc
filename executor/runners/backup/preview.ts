import type { OutputOf } from "../../../protocol/action.ts";
import { backupPreview } from "../../../protocol/actions/backup.ts";
import { accepted, type Outcome } from "../../../protocol/refusal.ts";
import { dayText } from "../../../protocol/zone.ts";
import { type AnyRunner, defineRunner, type Job } from "../../runner.ts";
import { type Asked, type Chosen, choose, chooseToCarry, folderOf, told } from "./choose.ts";
import { lookUp } from "./look.ts";
import type { BackupTools } from "./tools.ts";

const mostNames = 20;

/** Says what a restore would bring back, or why it cannot. */
export const previewRestoreRunner = (tools: BackupTools): AnyRunner =>
  defineRunner<typeof backupPreview, OutputOf<typeof backupPreview>>({
    action: backupPreview,
    facts: ({ path }, job) => lookUp(tools, path, job),
    plan: async ({ path, asOf, to }, job) => {
      const asked = { path, ...(asOf === undefined ? {} : { asOf }) };
      const chosen = await (to === undefined ? choose(tools, asked, job) : chooseForAnother(tools, asked, job));
      if (!chosen.ok) return chosen;
      const { version, tree } = chosen.value;
      const names = tree.own.filter(({ kind }) => kind !== "folder").map((entry) => entry.path.slice(0, 300));
      const found = { ...told(chosen.value), kind: version.kind, names: names.slice(0, mostNames) };
      return accepted({ host: tools.host, ...found, ...(to === undefined ? {} : { to }) });
    },
    planSchema: backupPreview.output,
    steps: {},
    result: (plan) => Promise.resolve(plan),
  });

/** Whether the home has that folder already, only its host can see; then the next one is taken. */
async function chooseForAnother(tools: BackupTools, asked: Asked, job: Job): Promise<Outcome<Chosen>> {
  const picked = await chooseToCarry(tools, asked, job);
  if (!picked.ok) return picked;
  return accepted({ ...picked.value, folder: folderOf(dayText(picked.value.version.home.at, tools.timeZone)) });
}
