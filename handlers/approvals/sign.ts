import { localCommand } from "../kit/definition.ts";
import { decided, numberParameter } from "./parameters.ts";
import { words } from "./sign.words.ts";

/** No credential over one digest is longer, in characters. */
const longestCredential = 1_000;

/** /approvals sign N MUNGE:…: what somebody has signed, as `shisa approve N` hands it in. */
export const sign = localCommand({
  kind: "local",
  permission: "approvals.sign",
  family: "approvals",
  verb: "sign",
  summary: words.summary,
  parameters: [
    numberParameter,
    {
      ...{ name: "credential", kind: "text", place: "positional", required: true },
      ...{ text: words.credential, limit: longestCredential },
    },
  ],
  examples: ["/approvals sign 14 MUNGE:AwQFAAB=:", "/approvals sign --help"],
  answer: (values, context) => {
    const credential = typeof values["credential"] === "string" ? values["credential"] : "";
    return decided(
      values,
      context,
      (approvals, number, by) => approvals.sign(number, by, credential),
      words.done[context.language],
    );
  },
});
