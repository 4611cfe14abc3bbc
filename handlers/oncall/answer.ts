import { type LocalCommand, localCommand } from "../kit/definition.ts";
import type { SwapView } from "../kit/oncall.ts";
import type { Context, Reader } from "../kit/ports.ts";
import type { Reply } from "../kit/reply.ts";
import { words } from "./answer.words.ts";
import { oncallIn, scheduleButton, swapFields, swapParameter } from "./shared.ts";

const doneWords = {
  waiting: words.declined,
  accepted: words.accepted,
  declined: words.declined,
  withdrawn: words.withdrawn,
} as const;

async function answered(number: unknown, context: Context, yes: boolean): ReturnType<LocalCommand["answer"]> {
  const oncall = oncallIn(context);
  if (!oncall.ok) return { refusal: oncall.refusal };
  const done = await oncall.value.answerSwap(Number(number), context.person, yes);
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

/** /oncall accept N: whoever was asked takes it, as far as it is still the other's to give. */
export const acceptSwap = localCommand({
  kind: "local",
  permission: "oncall.accept",
  family: "oncall",
  verb: "accept",
  summary: words.accept,
  parameters: [swapParameter],
  examples: ["/oncall accept 7", "/oncall accept --number 7"],
  answer: async ({ number }, context) => answered(number, context, true),
});

/** /oncall decline N: whoever was asked cannot; whoever asked does not want it any more. */
export const declineSwap = localCommand({
  kind: "local",
  permission: "oncall.decline",
  family: "oncall",
  verb: "decline",
  summary: words.decline,
  parameters: [swapParameter],
  examples: ["/oncall decline 7", "/oncall decline --number 7"],
  answer: async ({ number }, context) => answered(number, context, false),
});

/** What the one who had asked is told. */
export const answeredReply = (swap: SwapView, asked: string, reader: Reader): Reply => ({
  tone: "information",
  title: (swap.state === "accepted" ? words.theyAccepted : words.theyDeclined)[reader.language](asked),
  fields: swapFields(swap, reader),
  buttons: [scheduleButton(reader)],
  privacy: "private",
});
