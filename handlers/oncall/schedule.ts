import { localCommand } from "../kit/definition.ts";
import type { Duty } from "../kit/oncall.ts";
import type { Context } from "../kit/ports.ts";
import { timeText } from "../kit/text.ts";
import { words } from "./schedule.words.ts";
import { nameOf, oncallIn, periodText } from "./shared.ts";
import { words as shared } from "./shared.words.ts";

const weekMs = 7 * 86_400_000;
const usualWeeks = 4;

/** /oncall schedule: one line for each change of hands, and who cannot when. */
export const schedule = localCommand({
  kind: "local",
  permission: "oncall.schedule",
  family: "oncall",
  verb: "schedule",
  summary: words.summary,
  parameters: [
    {
      ...{ name: "weeks", kind: "integer", place: "option", required: false },
      ...{ minimum: 1, maximum: 26, text: words.weeks },
    },
  ],
  examples: ["/oncall schedule", "/oncall schedule --weeks 8"],
  answer: async (values, context) => {
    const oncall = oncallIn(context);
    if (!oncall.ok) return { refusal: oncall.refusal };
    const { language } = context;
    const weeks = typeof values["weeks"] === "number" ? values["weeks"] : usualWeeks;
    const until = context.now() + weeks * weekMs;
    const duties = oncall.value.dutiesBetween(context.now(), until);
    const away = oncall.value.away().filter(({ from }) => from < until);
    return {
      reply: {
        tone: "information",
        title: words.title[language](weeks),
        text: away.map((one) =>
          words.away[language](nameOf(one.account, context), periodText(one, context), one.reason && `: ${one.reason}`),
        ),
        list: duties.map((duty) => ({
          title: words.since[language](timeText(duty.from, context)),
          cells: [whoText(duty, context)],
        })),
        privacy: "private",
      },
      output: { duties, away },
    };
  },
});

function whoText({ account, absent, turn }: Duty, context: Context): string {
  const { language } = context;
  if (account === undefined)
    return `${shared.nobody[language]} (${shared.cannot[language](nameOf(absent ?? turn, context))})`;
  const name = nameOf(account, context);
  return account === turn ? name : `${name} (${shared.instead[language](nameOf(turn, context))})`;
}
