import { localCommand, textIn } from "../kit/definition.ts";
import { acted, numberParameter } from "./parameters.ts";
import { words } from "./resolve.words.ts";

/** /alert resolve N [TEXT]: it is over. What its monitor still finds comes again at its next look. */
export const resolveAlert = localCommand({
  kind: "local",
  permission: "alert.resolve",
  family: "alert",
  verb: "resolve",
  summary: words.summary,
  parameters: [
    numberParameter,
    { name: "text", kind: "text", place: "positional", required: false, rest: true, text: words.text, limit: 500 },
  ],
  examples: ["/alert resolve 12", "/alert resolve 12 replaced the disk"],
  answer: (values, context) =>
    acted(values, context, (incidents, number, by) => incidents.resolve(number, by, textIn(values, "text"))),
});
