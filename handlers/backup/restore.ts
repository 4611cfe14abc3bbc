import { accepted } from "../../protocol/refusal.ts";
import { actionCommand } from "../kit/definition.ts";
import { sizeText, timeText } from "../kit/text.ts";
import { previewRestore } from "./preview.ts";
import { words as previewWords } from "./preview.words.ts";
import { words } from "./restore.words.ts";
import {
  askedIn,
  asOfParameter,
  backupHost,
  backupLine,
  homePath,
  hostParameter,
  mebibytes,
  pathParameter,
} from "./shared.ts";
import { shared } from "./shared.words.ts";

/** /backup restore PATH: shows what would come back and asks once; then it stands in a side folder of the own home. */
export const restoreFiles = actionCommand<"backup.restore">({
  kind: "action",
  action: "backup.restore",
  family: "backup",
  verb: "restore",
  summary: words.summary,
  asks: true,
  parameters: [pathParameter(true), asOfParameter, hostParameter],
  examples: ["/backup restore ~/report.tex --as-of yesterday", "/backup restore ~/report.tex --as-of 3日前"],
  prepare: async (values, context) => {
    const asked = askedIn(values, context);
    if (!asked.ok) return asked;
    const host = backupHost(values, context);
    if (!host.ok) return host;
    const look = { command: previewRestore, input: asked.value };
    return accepted({ host: host.value, input: asked.value, look });
  },
  working: () => words.working,
  steps: words.steps,
  line: (input, host) => backupLine("restore", input, host),
  done: ({ path, at, files, bytes, skipped, folder }, context) => {
    const { language } = context;
    return {
      tone: "done",
      title: words.done[language](homePath(path), folder),
      text: [words.next[language], ...(skipped === 0 ? [] : [shared.skipped[language](skipped)])],
      fields: [
        { label: shared.taken[language], value: timeText(at, context) },
        { label: shared.size[language], value: previewWords.amount[language](files, sizeText(mebibytes(bytes))) },
        { label: words.where[language], value: path === "" ? folder : `${folder}/${path}` },
      ],
      buttons: [{ label: shared.list[language], line: backupLine("list", { path }) }],
      privacy: "private",
    };
  },
});
