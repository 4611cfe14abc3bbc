import { findAction } from "../../protocol/catalogue.ts";
import { identityText } from "../../protocol/identity.ts";
import type { ApprovalView } from "../kit/approvals.ts";
import type { ErasedActionCommand } from "../kit/definition.ts";
import type { Reader } from "../kit/ports.ts";
import { refusalText, roleText } from "../kit/refusals.ts";
import type { Button, Reply } from "../kit/reply.ts";
import { listText, personText, sizeText, timeText } from "../kit/text.ts";
import { inputLabels, shared } from "./shared.words.ts";

type Fields = NonNullable<Reply["fields"]>;
type Tone = Reply["tone"];

/** Anybody may read a card, so that nothing long stands in it (a signed statement, a file). */
const longestValue = 200;

const tones: Readonly<Record<ApprovalView["state"], Tone>> = {
  waiting: "information",
  approved: "done",
  denied: "refused",
  expired: "refused",
  ended: "refused",
  withdrawn: "refused",
};

/** What would be done, as a job's own message calls it. */
export const actOf = (view: ApprovalView, command: ErasedActionCommand | undefined, { language }: Reader): string =>
  command?.working(view.input)[language] ?? view.action;

/** What became of it, in a line: by whom, and since when. */
export function outcomeText({ state, decidedBy }: ApprovalView, { language }: Reader): string {
  const who = decidedBy === undefined ? undefined : personText(decidedBy);
  if (who !== undefined && state === "approved") return shared.approvedBy[language](who);
  if (who !== undefined && state === "denied") return shared.deniedBy[language](who);
  return shared.states[state][language];
}

/** Everything that runs, not only what was typed: what the bot has added is approved too. */
function inputFields({ action, input }: ApprovalView, { language }: Reader): Fields {
  const told = findAction(action)?.audited?.(input) ?? input;
  if (typeof told !== "object" || told === null) return [];
  return Object.entries(told).flatMap(([name, value]: [string, unknown]) => {
    const text = valueText(name, value);
    return text === undefined ? [] : [{ label: inputLabels[name]?.[language] ?? name, value: text }];
  });
}

function valueText(name: string, value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "number" && name.endsWith("MiB")) return sizeText(value);
  if (typeof value === "number" && name.endsWith("GiB")) return sizeText(value * 1024);
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  return text.length <= longestValue ? text : `${text.slice(0, 20)}… (${text.length})`;
}

/** Who may say yes, in words. */
export const approversText = ({ refusal }: ApprovalView, reader: Reader): string =>
  listText(
    (refusal.approvers ?? []).map((role) => roleText(role, reader)),
    reader.language,
  );

/** The rule that asks, with its numbers, in a line. */
export function ruleText(refusal: ApprovalView["refusal"], reader: Reader): string {
  const { title, text } = refusalText(refusal, reader);
  return [title, ...text.slice(0, 1)].join(reader.language === "ja" ? "。" : ". ");
}

/** What approvers press. Acts of risk "root" are signed on a department machine instead. */
export function decisionButtons({ number, revision, refusal }: ApprovalView, { language }: Reader): readonly Button[] {
  const approve: Button = {
    label: shared.approve[language],
    line: `/approvals approve ${number} --version ${revision}`,
    style: "primary",
  };
  const deny: Button = { label: shared.deny[language], line: `/approvals deny ${number}`, style: "danger" };
  return refusal.code === "approval.root" ? [deny] : [approve, deny];
}

/** The card for everybody in the approvers' channel: who, what exactly, where, why the rule asks, until when. */
export function approvalCard(view: ApprovalView, command: ErasedActionCommand | undefined, reader: Reader): Reply {
  const { language } = reader;
  const { number, requester, identity, line, host, refusal, revision, state, until, reason, decidedAt, why } = view;
  const isWaiting = state === "waiting";
  const signed = isWaiting && refusal.code === "approval.root" ? [shared.signed[language](number)] : [];
  const again = isWaiting && revision > 1 ? [shared.changed[language]] : [];
  const instead = why === undefined ? [] : [refusalText(why, reader).title];
  return {
    tone: tones[state],
    title: shared.title[language](number, personText(requester), actOf(view, command, reader)),
    text: [...(isWaiting ? [] : [outcomeText(view, reader)]), ...instead, ...again, ...signed],
    fields: [
      ...(reason === undefined ? [] : [{ label: shared.reason[language], value: reason }]),
      { label: shared.who[language], value: personText(requester) },
      { label: shared.from[language], value: identityText(identity) },
      ...inputFields(view, reader),
      { label: shared.host[language], value: host },
      { label: shared.rule[language], value: ruleText(refusal, reader) },
      { label: shared.mayApprove[language], value: approversText(view, reader) },
      ...(isWaiting ? [{ label: shared.until[language], value: timeText(until, reader) }] : []),
    ],
    code: line,
    ...(isWaiting ? { buttons: decisionButtons(view, reader) } : {}),
    privacy: "place",
    ...(decidedAt === undefined ? {} : { footer: timeText(decidedAt, reader) }),
  };
}
