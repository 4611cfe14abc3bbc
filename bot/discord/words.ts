import type { Filled } from "../../handlers/kit/form.ts";
import type { Language } from "../../handlers/kit/reply.ts";
import type { Shown, ShownButton } from "../chat/surface.ts";

const words = {
  problems: { en: "Something is not right yet", ja: "入力に直すところがあります" },
};

/** What is wrong with a filled-in form: a modal that was sent cannot show it, so it is told beside a button. */
export const problemsShown = (problems: Filled, again: ShownButton, language: Language): Shown => ({
  reply: {
    tone: "refused",
    title: words.problems[language],
    fields: Object.entries(problems).map(([name, problem]) => ({ label: name, value: problem })),
    buttons: [{ ...again, style: "primary" }],
    privacy: "private",
  },
  final: true,
});
