import { accepted } from "../../protocol/refusal.ts";
import { actionCommand } from "../kit/definition.ts";
import { anyHost } from "../kit/directory.ts";
import { formatLine } from "../kit/format-line.ts";
import { examIn, examLine, examParameters, timesText } from "./asked.ts";
import { previewExam } from "./preview.ts";
import { words as shared } from "./shared.words.ts";
import { words } from "./start.words.ts";

/** /exam start COURSE: shows whom it touches and asks once; then its students can only look until it is over. */
export const startExam = actionCommand<"exam.start">({
  kind: "action",
  action: "exam.start",
  family: "exam",
  verb: "start",
  summary: words.summary,
  asks: true,
  parameters: examParameters,
  examples: [
    "/exam start os2026 --from 2026-12-01 13:00 --until 14:30 --reason midterm",
    "/exam start os2026 --until +90m",
  ],
  prepare: async (values, context) => {
    const asked = examIn(values, context);
    if (!asked.ok) return asked;
    const hosts = anyHost(context);
    if (!hosts.ok) return hosts;
    const look = { command: previewExam, input: asked.value };
    return accepted({ host: hosts.value[0]?.host ?? "", input: asked.value, look });
  },
  working: () => words.working,
  steps: words.steps,
  line: (asked) => examLine("start", asked),
  done: (output, context) => ({
    tone: "done",
    title: words.done[context.language](output.course, output.sitting),
    text: [shared.onlyLook[context.language], words.itself[context.language]],
    fields: [
      { label: shared.when[context.language], value: timesText(output, context) },
      { label: shared.why[context.language], value: output.reason },
    ],
    buttons: [
      { label: shared.list[context.language], line: "/exam list" },
      { label: shared.end[context.language], line: formatLine(["exam", "end", output.course]) },
    ],
    privacy: "private",
  }),
});
