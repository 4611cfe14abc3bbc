import { localCommand } from "../kit/definition.ts";
import { words } from "./accept.words.ts";
import { answered } from "./answer.ts";
import { swapParameter } from "./shared.ts";

/** /oncall accept N: whoever was asked takes it, as far as it is still the other's to give. */
export const acceptSwap = localCommand({
  kind: "local",
  permission: "oncall.accept",
  family: "oncall",
  verb: "accept",
  summary: words.summary,
  parameters: [swapParameter],
  examples: ["/oncall accept 7", "/oncall accept --number 7"],
  answer: async ({ number }, context) => answered(number, context, true),
});
