import { localCommand } from "../kit/definition.ts";
import { words } from "./cover.words.ts";
import { doneReply, fromParameter, oncallIn, periodIn, untilParameter } from "./shared.ts";

/** /oncall cover --from --until: takes a time that nobody has; nobody's turn is taken away by it. */
export const cover = localCommand({
  kind: "local",
  permission: "oncall.cover",
  family: "oncall",
  verb: "cover",
  summary: words.summary,
  parameters: [fromParameter, untilParameter],
  examples: ["/oncall cover --from 12/24 --until 12/26", "/oncall cover --from 12/24 10:00 --until +1d"],
  answer: async (values, context) => {
    const oncall = oncallIn(context);
    if (!oncall.ok) return { refusal: oncall.refusal };
    const period = periodIn(values, context);
    if (!period.ok) return { refusal: period.refusal };
    const taken = await oncall.value.takeOver(context.person, period.value);
    if (!taken.ok) return { refusal: taken.refusal };
    return { reply: doneReply(words.taken[context.language], taken.value, context), output: taken.value };
  },
});
