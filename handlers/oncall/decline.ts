import { localCommand } from "../kit/definition.ts";
import { answered } from "./answer.ts";
import { words } from "./decline.words.ts";
import { swapParameter } from "./shared.ts";

/** /oncall decline N: whoever was asked cannot; whoever asked does not want it any more. */
export const declineSwap = localCommand({
  kind: "local",
  permission: "oncall.decline",
  family: "oncall",
  verb: "decline",
  summary: words.summary,
  parameters: [swapParameter],
  examples: ["/oncall decline 7", "/oncall decline --number 7"],
  answer: async ({ number }, context) => answered(number, context, false),
});
