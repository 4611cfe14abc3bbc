import { refuse } from "../../protocol/refusal.ts";
import type { LocalCommand } from "../kit/definition.ts";
import type { SwapView } from "../kit/oncall.ts";
import type { Context, Reader } from "../kit/ports.ts";
import type { Reply } from "../kit/reply.ts";
import { words } from "./answer.shared.words.ts";
import { oncallIn, scheduleButton, swapFields } from "./shared.ts";

const doneWords = {
  waiting: words.declined,
  accepted: words.accepted,
  declined: words.declined,
  withdrawn: words.withdrawn,
} as const;

/** What somebody says to a swap; without its number to the only one that waits for them. */
export async function answered(number: unknown, context: Context, yes: boolean): ReturnType<LocalCommand["answer"]> {
  const oncall = oncallIn(context);
  if (!oncall.ok) return { refusal: oncall.refusal };
  const { name } = context.person;
  const waiting = oncall.value.swapsOf(name).filter(({ asked, asker }) => asked === name || (!yes && asker === name));
  if (number === undefined && waiting.length !== 1)
    return { refusal: refuse("oncall.which_swap", { numbers: waiting.map((swap) => swap.number).join(", ") }) };
  const done = await oncall.value.answerSwap(Number(number ?? waiting[0]?.number), context.person, yes);
  if (!done.ok) return { refusal: done.refusal };
  const { language } = context;
  return {
    reply: {
      tone: "done",
      title: doneWords[done.value.state][language](done.value.number),
      fields: swapFields(done.value, context),
      buttons: [scheduleButton(context)],
      privacy: "private",
    },
    output: done.value,
  };
}

/** What the one who had asked is told. */
export const answeredReply = (swap: SwapView, asked: string, reader: Reader): Reply => ({
  tone: "information",
  title: (swap.state === "accepted" ? words.theyAccepted : words.theyDeclined)[reader.language](asked),
  fields: swapFields(swap, reader),
  buttons: [scheduleButton(reader)],
  privacy: "private",
});
