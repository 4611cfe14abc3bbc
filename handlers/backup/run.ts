import { accepted } from "../../protocol/refusal.ts";
import { actionCommand, textIn } from "../kit/definition.ts";
import { formatLine } from "../kit/format-line.ts";
import { words } from "./run.words.ts";
import { backupHost, hostParameter } from "./shared.ts";
import { shared } from "./shared.words.ts";

/** /backup run LEVEL: what cron does, now; for administrators. */
export const runBackup = actionCommand<"backup.run">({
  kind: "action",
  action: "backup.run",
  family: "backup",
  verb: "run",
  summary: words.summary,
  parameters: [{ name: "level", kind: "word", place: "positional", required: true, text: words.level }, hostParameter],
  examples: ["/backup run daily", "/backup run drill"],
  prepare: async (values, context) => {
    const host = backupHost(values, context);
    return host.ok ? accepted({ host: host.value, input: { level: textIn(values, "level") } }) : host;
  },
  working: () => words.working,
  steps: words.steps,
  line: ({ level }, host) => formatLine(["backup", "run", level], { host }),
  done: ({ host, level, good, refused, lines }, { language }) => ({
    tone: good ? "done" : "failed",
    title: words[good ? "good" : "bad"][language](level, host),
    text: refused ? [words.refused[language]] : [],
    ...(lines.length === 0 ? {} : { code: lines.join("\n") }),
    buttons: [
      { label: shared.status[language], line: "/backup status" },
      ...(good ? [] : [{ label: shared.check[language], line: "/backup check" }]),
    ],
    privacy: "private",
  }),
});
