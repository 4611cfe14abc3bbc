import { type Refusal, refuse } from "../../protocol/refusal.ts";
import type { ApprovalView } from "../kit/approvals.ts";
import type { ErasedActionCommand } from "../kit/definition.ts";
import type { Reader } from "../kit/ports.ts";
import { refusalReply } from "../kit/refusals.ts";
import type { Reply } from "../kit/reply.ts";
import { personText, timeText } from "../kit/text.ts";
import { actOf, approversText, outcomeText, ruleText } from "./card.ts";
import { shared } from "./shared.words.ts";

/** What a request ended with for who asked, where nothing was run; undefined while it may still be. */
export function endOf({ number, state, decidedBy, reason, why }: ApprovalView): Refusal | undefined {
  switch (state) {
    case "waiting":
    case "approved":
      return undefined;
    case "denied":
      return refuse("approval.denied", {
        number,
        who: decidedBy === undefined ? "?" : personText(decidedBy),
        reason: (reason ?? "").slice(0, 200),
      });
    case "expired":
      return refuse("approval.expired", { number });
    case "withdrawn":
      return refuse("approval.withdrawn", { number });
    case "ended":
      return why ?? refuse("approval.expired", { number });
  }
}

/**
 * The requester's one message while it waits, and when it ended unrun.
 * @param isAsked somebody is asked by a card; else the requester has to tell an approver
 */
export function requestReply(
  view: ApprovalView,
  command: ErasedActionCommand | undefined,
  reader: Reader,
  isAsked: boolean,
): Reply {
  const { language } = reader;
  const { number, state, until, refusal } = view;
  const act = actOf(view, command, reader);
  const end = endOf(view);
  const footer = `${shared.number[language]}: ${number}`;
  if (end !== undefined) {
    const reply = refusalReply(end, reader);
    return state === "ended" ? { ...reply, footer } : { ...reply, title: `${act}: ${reply.title}`, footer };
  }
  if (state === "approved")
    return {
      tone: "working",
      title: act,
      text: [outcomeText(view, reader), shared.started[language]],
      privacy: "private",
    };
  return {
    tone: "working",
    title: shared.waits[language](act, number),
    text: [
      ruleText(refusal, reader),
      shared.mayApproveText[language](approversText(view, reader)),
      shared.untilText[language](timeText(until, reader)),
      ...(refusal.code === "approval.root"
        ? [(view.signed ? shared.signNext : shared.signFirst)[language](number)]
        : []),
      isAsked ? shared.here[language] : shared.noChannel[language],
    ],
    buttons: [{ label: shared.withdraw[language], line: `/approvals withdraw ${number}` }],
    privacy: "private",
    footer,
  };
}
