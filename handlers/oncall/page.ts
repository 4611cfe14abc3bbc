import { localCommand, textIn } from "../kit/definition.ts";
import { words } from "./page.words.ts";
import { nameOf, oncallIn } from "./shared.ts";

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
    const account = oncall.value.dutiesBetween(context.now(), context.now() + 1)[0]?.account;
    return {
      reply: {
        tone: "done",
        title: account === undefined ? words.nobody[language] : words.done[language](nameOf(account, context)),
        text: [words.next[language]],
        buttons: [{ label: words.alerts[language], line: "/alert list" }],
        privacy: "private",
      },
      output: { page: paged.value, account: account ?? null },
    };
  },
});
