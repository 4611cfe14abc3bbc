import { localCommand } from "../kit/definition.ts";
import { words } from "./back.words.ts";
import { fromParameter, oncallIn, periodIn, scheduleButton, untilParameter } from "./shared.ts";

/** /oncall back --from --until: what one had marked, as far as it touches that time. */
export const back = localCommand({
  kind: "local",
  permission: "oncall.back",
  family: "oncall",
  verb: "back",
  summary: words.summary,
  parameters: [fromParameter, untilParameter],
  examples: ["/oncall back --from 12/24 --until 12/26", "/oncall back --from 12/24 --until +2d"],
  answer: async (values, context) => {
    const oncall = oncallIn(context);
    if (!oncall.ok) return { refusal: oncall.refusal };
    const period = periodIn(values, context);
    if (!period.ok) return { refusal: period.refusal };
    const count = await oncall.value.markBack(context.person, period.value);
    if (!count.ok) return { refusal: count.refusal };
    const { language } = context;
    return {
      reply: {
        tone: count.value === 0 ? "information" : "done",
        title: words.unmarked[language](count.value),
        buttons: [scheduleButton(context)],
        privacy: "private",
      },
      output: { count: count.value },
    };
  },
});
