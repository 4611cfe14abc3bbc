import { localCommand } from "../kit/definition.ts";
import type { SwapView } from "../kit/oncall.ts";
import type { Context } from "../kit/ports.ts";
import { timeText } from "../kit/text.ts";
import { nobodyText } from "./nobody.shared.words.ts";
import { words } from "./now.words.ts";
import { answerButtons, nameOf, oncallIn, periodText, scheduleButton } from "./shared.ts";

const weekMs = 7 * 86_400_000;

/** /oncall now: who has it, until when, who is next, and the swaps that wait for one's own answer. */
export const now = localCommand({
  kind: "local",
  permission: "oncall.now",
  family: "oncall",
  verb: "now",
  summary: words.summary,
  parameters: [],
  examples: ["/oncall now", "/oncall now --help"],
  answer: async (_values, context) => {
    const oncall = oncallIn(context);
    if (!oncall.ok) return { refusal: oncall.refusal };
    const { language, person } = context;
    const at = context.now();
    const [duty, next] = oncall.value.dutiesBetween(at, at + 2 * weekMs);
    const swaps = oncall.value.swapsOf(person.name);
    const account = duty?.account;
    const isDeaf = account !== undefined && !oncall.value.isReachable(account);
    return {
      reply: {
        tone: "information",
        title:
          account === undefined
            ? words.nobody[language](nobodyText("oncall.away")[language])
            : words.title[language](nameOf(account, context)),
        ...(isDeaf ? { text: [words.unreachable[language]] } : {}),
        fields: [
          ...(duty === undefined ? [] : [{ label: words.until[language], value: timeText(duty.until, context) }]),
          ...(next?.account === undefined
            ? []
            : [{ label: words.next[language], value: nameOf(next.account, context) }]),
        ],
        list: swaps.map((swap) => ({ title: swapText(swap, context), cells: [] })),
        buttons: [
          ...swaps
            .filter(({ asked }) => asked === person.name)
            .slice(0, 2)
            .flatMap(({ number }) => answerButtons(number, context)),
          scheduleButton(context),
        ],
        privacy: swaps.length === 0 ? "place" : "private",
      },
      output: { account: account ?? null, until: duty?.until ?? null, next: next?.account ?? null },
    };
  },
});

function swapText(swap: SwapView, context: Context): string {
  const { language, person } = context;
  return swap.asked === person.name
    ? words.asks[language](swap.number, nameOf(swap.asker, context), periodText(swap, context))
    : words.asked[language](swap.number, nameOf(swap.asked, context), periodText(swap, context));
}
