import { localCommand, textIn } from "../kit/definition.ts";
import { words } from "./note.words.ts";
import { acted, numberParameter } from "./parameters.ts";

/** /alert note N TEXT: what others should know. A card's button asks for the text in a form. */
export const noteAlert = localCommand({
  kind: "local",
  permission: "alert.note",
  family: "alert",
  verb: "note",
  summary: words.summary,
  parameters: [
    numberParameter,
    { name: "text", kind: "text", place: "positional", required: true, rest: true, text: words.text, limit: 500 },
  ],
  examples: ["/alert note 12 the disk is ordered", "/alert note 12 ディスクを注文しました"],
  answer: (values, context) =>
    acted(values, context, (incidents, number, by) => incidents.note(number, by, textIn(values, "text"))),
});
