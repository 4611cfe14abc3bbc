import { localCommand, textIn } from "../kit/definition.ts";
import { words } from "./assign.words.ts";
import { doneReply, fromParameter, nameOf, oncallIn, periodIn, personParameter, untilParameter } from "./shared.ts";

/** /oncall assign PERSON --from --until: an administrator says who has it. */
export const assign = localCommand({
  kind: "local",
  permission: "oncall.assign",
  family: "oncall",
  verb: "assign",
  summary: words.summary,
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
