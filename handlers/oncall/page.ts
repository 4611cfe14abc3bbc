import { localCommand, textIn } from "../kit/definition.ts";
import { words } from "./page.words.ts";
import { nameOf, oncallIn } from "./shared.ts";

/** Each of a team has had their turn by then, and those that have none are asked after them. */
const turnsMs = 8 * 7 * 86_400_000;

/** /oncall page REASON: calls whoever is on call, as an error would. */
export const page = localCommand({
  kind: "local",
  permission: "oncall.page",
  family: "oncall",
  verb: "page",
  summary: words.summary,
  parameters: [
    {
      ...{ name: "reason", kind: "text", place: "positional", required: true },
      ...{ rest: true, limit: 300, text: words.reason },
    },
  ],
  examples: ["/oncall page サーバー室が暑い", "/oncall page water on the floor of the server room"],
  answer: async (values, context) => {
    const oncall = oncallIn(context);
    if (!oncall.ok) return { refusal: oncall.refusal };
    const { language, person } = context;
    const paged = await oncall.value.page(person, textIn(values, "reason"));
    if (!paged.ok) return { refusal: paged.refusal };
    const { members, dutiesBetween, isReachable } = oncall.value;
    const [duty, ...later] = dutiesBetween(context.now(), context.now() + turnsMs);
    const line = [duty, ...later].flatMap((one) => one?.account ?? []);
    // As bot/oncall/climb.ts has it: whoever has no chat gives way to the next.
    const account = [...line, ...members()].find(isReachable);
    const instead =
      duty?.account === undefined ? words.gap[language] : words.deaf[language](nameOf(duty.account, context));
    const deaf = duty?.account === account ? [] : [instead];
    return {
      reply: {
        tone: account === undefined ? "failed" : "done",
        title: account === undefined ? words.unreachable[language] : words.done[language](nameOf(account, context)),
        text: account === undefined ? [words.inPerson[language]] : [...deaf, words.next[language]],
        buttons: [{ label: words.alerts[language], line: "/alert list" }],
        privacy: "private",
      },
      output: { page: paged.value, account: account ?? null },
    };
  },
});
