import { peekParcel } from "../../protocol/parcel.ts";
import { refuse, refused } from "../../protocol/refusal.ts";
import { actionCommand } from "../kit/definition.ts";
import { words } from "./restore.words.ts";
import { restoredReply } from "./restored.ts";
import { backupLine } from "./shared.ts";

/** What both halves of a restore to another host have in common: one verb, one message, and all of its steps. */
const common = {
  kind: "action",
  family: "backup",
  verb: "restore",
  summary: words.summary,
  parameters: [],
  examples: ["/backup restore ~/report.tex", "/backup restore ~/thesis"],
  // Made by /backup restore, never typed.
  prepare: () => Promise.resolve(refused(refuse("backup.nowhere"))),
  working: () => words.working,
  steps: words.carrying,
} as const;

/** The second half, on the host that has the home. */
export const unpackFiles = actionCommand<"backup.unpack">({
  ...common,
  action: "backup.unpack",
  line: ({ parcel }) => backupLine("restore", peekParcel(parcel) ?? { path: "" }),
  done: (output, context) => restoredReply(output, context, output.from),
});

/** The first half, on the host of the backups. */
export const packFiles = actionCommand<"backup.pack">({
  ...common,
  action: "backup.pack",
  line: (input, host) => backupLine("restore", input, host),
  next: ({ parcel }, { to }) => ({ command: unpackFiles, host: to, input: { parcel } }),
  done: (_, { language }) => ({ tone: "working", title: words.working[language], text: [], privacy: "private" }),
});
