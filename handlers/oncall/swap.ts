import { accepted, type Outcome, refuse, refused } from "../../protocol/refusal.ts";
import { localCommand, textIn, type Values } from "../kit/definition.ts";
import { formatLine } from "../kit/format-line.ts";
import type { SwapView } from "../kit/oncall.ts";
import type { Context, Reader } from "../kit/ports.ts";
import type { Reply } from "../kit/reply.ts";
import {
  answerButtons,
  fromParameter,
  nameOf,
  oncallIn,
  type Period,
  periodIn,
  personParameter,
  swapFields,
  untilParameter,
} from "./shared.ts";
import { words } from "./swap.words.ts";

const optional = { required: false } as const;

/** /oncall swap PERSON: asks somebody to take a turn; nothing changes before they accept. */
export const swap = localCommand({
  kind: "local",
  permission: "oncall.swap",
  family: "oncall",
  verb: "swap",
  summary: words.summary,
  parameters: [
    personParameter,
    { ...fromParameter, ...optional, text: words.from },
    { ...untilParameter, ...optional, text: words.until },
    { ...fromParameter, ...optional, name: "back-from", text: words.backFrom },
    { ...untilParameter, ...optional, name: "back-until", text: words.backUntil },
  ],
  examples: ["/oncall swap e235702", "/oncall swap e235702 --from 12/24 --until 12/26"],
  answer: async (values, context) => {
    const oncall = oncallIn(context);
    if (!oncall.ok) return { refusal: oncall.refusal };
    const give = maybePeriod(values, context, { from: "from", until: "until" });
    if (!give.ok) return { refusal: give.refusal };
    const back = maybePeriod(values, context, { from: "back-from", until: "back-until" });
    if (!back.ok) return { refusal: back.refusal };
    const asked = await oncall.value.askSwap(context.person, textIn(values, "person"), give.value, back.value);
    if (!asked.ok) return { refusal: asked.refusal };
    const { number, asked: account } = asked.value;
    const { language } = context;
    const line = formatLine(["oncall", "accept", String(number)]);
    return {
      reply: {
        tone: "done",
        title: words.done[language](number, nameOf(account, context)),
        text: [words.until_then[language], ...(oncall.value.isReachable(account) ? [] : [words.deaf[language](line)])],
        fields: swapFields(asked.value, context),
        buttons: [{ label: words.withdraw[language], line: formatLine(["oncall", "decline", String(number)]) }],
        privacy: "private",
      },
      output: asked.value,
    };
  },
});

/** What the one who is asked is told. */
export const askedReply = (view: SwapView, asker: string, reader: Reader): Reply => ({
  tone: "question",
  title: words.asked[reader.language](asker),
  fields: swapFields(view, reader),
  buttons: answerButtons(view.number, reader),
  privacy: "private",
});

/** Both ends or none. */
function maybePeriod(
  values: Values,
  context: Context,
  names: { readonly from: string; readonly until: string },
): Outcome<Period | undefined> {
  const [from, until] = [textIn(values, names.from), textIn(values, names.until)];
  if (from === "" && until === "") return accepted(undefined);
  if (from === "" || until === "") return refused(refuse("oncall.half"));
  return periodIn(values, context, names);
}
