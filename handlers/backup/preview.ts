import type { OutputOf } from "../../protocol/action.ts";
import type { backupPreview } from "../../protocol/actions/backup.ts";
import { accepted } from "../../protocol/refusal.ts";
import { actionCommand } from "../kit/definition.ts";
import type { Context } from "../kit/ports.ts";
import type { Reply } from "../kit/reply.ts";
import { bytesText, timeText } from "../kit/text.ts";
import { words } from "./preview.words.ts";
import { askedIn, asOfParameter, backupLine, homePath, hostParameter, pathParameter, wayOf } from "./shared.ts";
import { shared } from "./shared.words.ts";

/** /backup preview PATH: what would be brought back; also what /backup restore asks with. */
export const previewRestore = actionCommand<"backup.preview">({
  kind: "action",
  action: "backup.preview",
  family: "backup",
  verb: "preview",
  summary: words.summary,
  parameters: [pathParameter(true), asOfParameter, hostParameter],
  examples: ["/backup preview ~/report.tex", "/backup preview ~/report.tex --as-of yesterday"],
  prepare: async (values, context) => {
    const asked = askedIn(values, context);
    if (!asked.ok) return asked;
    const way = wayOf(values, context);
    if (!way.ok) return way;
    const { host, to } = way.value;
    return accepted({ host, input: { ...asked.value, ...(to === undefined ? {} : { to }) } });
  },
  working: () => words.working,
  steps: {},
  line: (input, host) => backupLine("preview", input, host),
  done: question,
});

function question(output: OutputOf<typeof backupPreview>, context: Context): Reply {
  const { language } = context;
  const { path, at, files, bytes, skipped, folder, names, kind, host, to } = output;
  const more = files - names.length;
  return {
    tone: "question",
    title: words.question[language](homePath(path)),
    text: [words.into[language](folder), ...(skipped === 0 ? [] : [shared.skipped[language](skipped)])],
    fields: [
      { label: shared.taken[language], value: timeText(at, context) },
      { label: shared.size[language], value: words.amount[language](files, bytesText(bytes)) },
      ...(to === undefined ? [] : [{ label: shared.way[language], value: shared.fromTo[language](host, to) }]),
    ],
    ...(kind === "folder"
      ? {
          list: [
            ...names.map((name) => ({ title: name, cells: [] })),
            ...(more > 0 ? [{ title: words.more[language](more), cells: [] }] : []),
          ],
        }
      : {}),
    buttons: [
      // Just this version, whatever else is backed up until the answer.
      {
        label: words.restore[language],
        line: `${backupLine("restore", { path, asOf: at }, output.host)} --yes`,
        style: "primary",
      },
      { label: shared.list[language], line: backupLine("list", { path }) },
    ],
    privacy: "private",
  };
}
