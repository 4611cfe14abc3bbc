import { shown } from "../kit/characters.ts";
import type { ErasedActionCommand } from "../kit/definition.ts";
import { localCommand } from "../kit/definition.ts";
import { isOpen } from "../kit/directory.ts";
import { stepsOf } from "../kit/steps.ts";
import { durationText, timeText } from "../kit/text.ts";
import { numberParameter, ownJob } from "./own.ts";
import { jobStates } from "./shared.words.ts";
import { words } from "./show.words.ts";

/** /jobs show N. @param registry every verb that becomes a job, for the labels of its steps */
export const showJob = (registry: () => readonly ErasedActionCommand[]) =>
  localCommand({
    kind: "local",
    permission: "jobs.show",
    family: "jobs",
    verb: "show",
    summary: words.summary,
    parameters: [numberParameter],
    examples: ["/jobs show 42", "/jobs show #42"],
    answer: async (values, context) => {
      const found = ownJob(values, context);
      if (!found.ok) return { refusal: found.refusal };
      const { language } = context;
      const job = found.value;
      const command = registry().find(({ action }) => action === job.action);
      const steps = command === undefined ? [] : stepsOf(command, job.steps, language);
      return {
        reply: {
          tone: "information",
          title: `#${job.number} ${shown(job.line, 80)}`,
          ...(steps.length === 0 ? {} : { steps }),
          fields: [
            { label: words.state[language], value: jobStates[job.status][language] },
            { label: words.host[language], value: job.host },
            { label: words.accepted[language], value: timeText(job.acceptedAt, context) },
            {
              label: words.took[language],
              value: durationText((job.endedAt ?? context.now()) - job.acceptedAt, language),
            },
          ],
          ...(isOpen(job) ? { buttons: [{ label: words.cancel[language], line: `/jobs cancel ${job.number}` }] } : {}),
          privacy: "private",
        },
        output: { number: job.number, line: job.line, status: job.status, host: job.host, steps: job.steps },
      };
    },
  });
