import { localCommand, textIn } from "../kit/definition.ts";
import type { Context } from "../kit/ports.ts";
import type { Reply } from "../kit/reply.ts";
import { words } from "./away.words.ts";
import {
  fromParameter,
  nameOf,
  oncallIn,
  type Period,
  periodIn,
  periodText,
  personParameter,
  scheduleButton,
  untilParameter,
} from "./shared.ts";
import { words as shared } from "./shared.words.ts";

/** /oncall cover --from --until: takes a time that nobody has; nobody's turn is taken away by it. */
export const cover = localCommand({
  kind: "local",
  permission: "oncall.cover",
  family: "oncall",
  verb: "cover",
  summary: words.cover,
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

/** /oncall assign PERSON --from --until: an administrator says who has it. */
export const assign = localCommand({
  kind: "local",
  permission: "oncall.assign",
  family: "oncall",
  verb: "assign",
  summary: words.assign,
  parameters: [personParameter, fromParameter, untilParameter],
  examples: [
    "/oncall assign e235702 --from 12/24 --until 12/26",
    "/oncall assign e235702 --from 12/24 10:00 --until +1d",
  ],
  answer: async (values, context) => {
    const oncall = oncallIn(context);
    if (!oncall.ok) return { refusal: oncall.refusal };
    const period = periodIn(values, context);
    if (!period.ok) return { refusal: period.refusal };
    const account = textIn(values, "person");
    const given = await oncall.value.assign(context.person, account, period.value);
    if (!given.ok) return { refusal: given.refusal };
    const title = words.assigned[context.language](nameOf(account, context));
    return { reply: doneReply(title, given.value, context), output: { account, ...given.value } };
  },
});

const doneReply = (title: string, period: Period, context: Context): Reply => ({
  tone: "done",
  title,
  fields: [{ label: shared.when[context.language], value: periodText(period, context) }],
  buttons: [scheduleButton(context)],
  privacy: "private",
});
