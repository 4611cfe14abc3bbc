import { localCommand, textIn } from "../kit/definition.ts";
import { words } from "./away.words.ts";
import { fromParameter, oncallIn, periodIn, periodText, scheduleButton, untilParameter } from "./shared.ts";
import { words as shared } from "./shared.words.ts";

/** /oncall away --from --until: one cannot then. Whose turn it is meanwhile stays to be found. */
export const away = localCommand({
  kind: "local",
  permission: "oncall.away",
  family: "oncall",
  verb: "away",
  summary: words.summary,
  parameters: [
    fromParameter,
    untilParameter,
    { name: "reason", kind: "text", place: "option", required: false, limit: 100, text: shared.reason },
  ],
  examples: ["/oncall away --from 12/24 --until 12/26", "/oncall away --from 12/24 --until 12/26 --reason 期末試験"],
  answer: async (values, context) => {
    const oncall = oncallIn(context);
    if (!oncall.ok) return { refusal: oncall.refusal };
    const period = periodIn(values, context);
    if (!period.ok) return { refusal: period.refusal };
    const marked = await oncall.value.markAway(context.person, period.value, textIn(values, "reason"));
    if (!marked.ok) return { refusal: marked.refusal };
    const { language, person } = context;
    const { from, until } = marked.value;
    const isTurn = oncall.value.dutiesBetween(from, until).some(({ absent }) => absent === person.name);
    return {
      reply: {
        tone: "done",
        title: words.marked[language],
        ...(isTurn ? { text: [words.yours[language]] } : {}),
        fields: [{ label: shared.when[language], value: periodText(marked.value, context) }],
        buttons: [scheduleButton(context)],
        privacy: "private",
      },
      output: marked.value,
    };
  },
});
