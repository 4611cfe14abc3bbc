import { localCommand } from "../kit/definition.ts";
import { words } from "./approve.words.ts";
import { decided, numberParameter } from "./parameters.ts";

/** /approvals approve N: another person's yes. A card's button names the version that the card shows. */
export const approve = localCommand({
  kind: "local",
  permission: "approvals.approve",
  family: "approvals",
  verb: "approve",
  summary: words.summary,
  parameters: [
    numberParameter,
    { name: "version", kind: "integer", place: "option", required: false, text: words.version, minimum: 1 },
  ],
  examples: ["/approvals approve 12", "/approvals approve 12 --version 1"],
  answer: (values, context) =>
    decided(
      values,
      context,
      (approvals, number, by) =>
        approvals.approve(number, by, values["version"] === undefined ? undefined : Number(values["version"])),
      words.done[context.language],
    ),
});
