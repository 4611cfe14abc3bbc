import { examOrderId } from "../../protocol/order.ts";
import { accepted } from "../../protocol/refusal.ts";
import { actionCommand } from "../kit/definition.ts";
import { formatLine } from "../kit/format-line.ts";
import { hostKnowing } from "../kit/orders.ts";
import { courseIn, courseParameter } from "./asked.ts";
import { words } from "./end.words.ts";
import { words as shared } from "./shared.words.ts";

/** /exam end COURSE: before its time. */
export const endExam = actionCommand<"exam.end">({
  kind: "action",
  action: "exam.end",
  family: "exam",
  verb: "end",
  summary: words.summary,
  parameters: [courseParameter],
  examples: ["/exam end os2026", "/exam end db2026"],
  prepare: async (values, context) => {
    const course = courseIn(values);
    if (!course.ok) return course;
    const host = hostKnowing(examOrderId(course.value), context);
    return host.ok ? accepted({ host: host.value, input: { course: course.value } }) : host;
  },
  working: () => words.working,
  steps: words.steps,
  line: ({ course }) => formatLine(["exam", "end", course]),
  done: ({ course }, { language }) => ({
    tone: "done",
    title: words.done[language](course),
    text: [words.free[language]],
    buttons: [{ label: shared.list[language], line: "/exam list" }],
    privacy: "private",
  }),
});
