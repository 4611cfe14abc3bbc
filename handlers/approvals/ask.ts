import { localCommand } from "../kit/definition.ts";
import { words } from "./ask.words.ts";
import { typedText } from "./parameters.ts";

/** The longest line that can be asked for: it stands on a card. */
const longestLine = 1_000;

/** /approvals ask LINE: does the line, and asks for another person's yes where that is all that is lacking. */
export const ask = localCommand({
  kind: "local",
  permission: "approvals.ask",
  family: "approvals",
  verb: "ask",
  summary: words.summary,
  parameters: [
    {
      ...{ name: "line", kind: "text", place: "positional", required: true, text: words.line },
      ...{ rest: true, line: true, limit: longestLine },
    },
  ],
  examples: ["/approvals ask vm create tiny new", "/approvals ask /vm create tiny db2 --memory 2G"],
  answer: async (values) => ({ instead: typedText(values, "line"), exception: true }),
});
