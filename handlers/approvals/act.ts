import type { Act } from "../../protocol/consent.ts";
import { refuse } from "../../protocol/refusal.ts";
import type { ApprovalView } from "../kit/approvals.ts";
import { localCommand } from "../kit/definition.ts";
import { words } from "./act.words.ts";
import { numberParameter } from "./parameters.ts";

/** The act that a request comes to, as it is signed. */
const actOf = ({ grant, action, input, host, requester: { name, uid } }: ApprovalView): Act => ({
  ...{ grant, action, input, host },
  requester: { name, uid },
});

/** /approvals act N: what `shisa approve N` shows and signs; the program computes by itself what it signs. */
export const act = localCommand({
  kind: "local",
  permission: "approvals.act",
  family: "approvals",
  verb: "act",
  summary: words.summary,
  parameters: [numberParameter],
  examples: ["/approvals act 14", "/approvals act --help"],
  answer: async (values, { approvals, language }) => {
    const number = Number(values["number"]);
    const view = approvals?.one(number);
    if (view === undefined) return { refusal: refuse("approval.unknown", { number }) };
    if (view.refusal.code !== "approval.root") return { refusal: refuse("consent.unneeded", { number }) };
    if (view.state !== "waiting") return { refusal: refuse("approval.over", { number }) };
    return {
      reply: {
        tone: "information",
        title: words.title[language](number),
        text: [words.how[language]],
        code: `shisa approve ${number}`,
        privacy: "private",
      },
      output: { number, act: actOf(view), signed: view.signed },
    };
  },
});
