import { accepted } from "../../protocol/refusal.ts";
import { actionCommand } from "../kit/definition.ts";
import { packFiles, unpackFiles } from "./carry.ts";
import { previewRestore } from "./preview.ts";
import { words } from "./restore.words.ts";
import { restoredReply } from "./restored.ts";
import { askedIn, asOfParameter, backupLine, hostParameter, pathParameter, wayOf } from "./shared.ts";

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
    const way = wayOf(values, context);
    if (!way.ok) return way;
    const { host, to } = way.value;
    if (to === undefined)
      return accepted({ host, input: asked.value, look: { command: previewRestore, input: asked.value } });
    const input = { ...asked.value, to };
    return accepted({
      ...{ host, input: asked.value },
      look: { command: previewRestore, input },
      instead: { command: packFiles, input },
    });
  },
  working: () => words.working,
  steps: words.steps,
  line: (input, host) => backupLine("restore", input, host),
  done: (output, context) => restoredReply(output, context),
  parts: [packFiles, unpackFiles],
});
