import { accepted, refuse, refused } from "../../protocol/refusal.ts";
import { actionCommand } from "../kit/definition.ts";
import { isOpen } from "../kit/directory.ts";
import { words } from "./cancel.words.ts";
import { numberParameter, ownJob } from "./own.ts";

/** /jobs cancel N: ends the person's own job; what it had done is undone. */
export const cancelJob = actionCommand<"job.cancel">({
  kind: "action",
  action: "job.cancel",
  family: "jobs",
  verb: "cancel",
  summary: words.summary,
  parameters: [numberParameter],
  examples: ["/jobs cancel 42", "/jobs cancel #42"],
  prepare: async (values, context) => {
    const found = ownJob(values, context);
    if (!found.ok) return found;
    const { number, host, grant, status } = found.value;
    // A job whose outcome is not known may still run on a host that is only silent.
    if (!isOpen(found.value) && status !== "unknown") return refused(refuse("job.ended", { number }));
    return accepted({ host, input: { grant } });
  },
  working: () => words.working,
  steps: {},
  line: () => "/jobs",
  done: ({ found }, { language }) => ({
    tone: "done",
    title: (found ? words.done : words.ended)[language],
    text: [(found ? words.undone : words.nothing)[language]],
    buttons: [{ label: words.list[language], line: "/jobs" }],
    privacy: "private",
  }),
});
