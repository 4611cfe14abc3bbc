import { refuse } from "../../protocol/refusal.ts";
import { localCommand, textIn } from "../kit/definition.ts";
import { readMoment } from "../kit/moment.ts";
import { acted, numberParameter } from "./parameters.ts";
import { words } from "./snooze.words.ts";

/** Longer than that nobody remembers it; /alert resolve or a maintenance says more. */
const longestMs = 7 * 24 * 3600_000;

/** /alert snooze N [--for 1h]: nobody is called for it meanwhile, unless it gets worse. */
export const snoozeAlert = localCommand({
  kind: "local",
  permission: "alert.snooze",
  family: "alert",
  verb: "snooze",
  summary: words.summary,
  parameters: [numberParameter, { name: "for", kind: "moment", place: "option", required: false, text: words.length }],
  examples: ["/alert snooze 12", "/alert snooze 12 --for 4h"],
  answer: async (values, context) => {
    const until = readMoment(textIn(values, "for") || "1h", context, { edge: "end" });
    if (!until.ok) return { refusal: until.refusal };
    const length = until.value - context.now();
    if (length <= 0 || length > longestMs) return { refusal: refuse("alert.snooze", { days: 7 }) };
    return acted(values, context, (incidents, number, by) => incidents.snooze(number, by, until.value));
  },
});
