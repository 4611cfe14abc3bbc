import { judge } from "../can/judge.ts";
import type { ApprovalView } from "../kit/approvals.ts";
import { shown } from "../kit/characters.ts";
import type { Command } from "../kit/definition.ts";
import type { Context, JobView, LastRefusal } from "../kit/ports.ts";
import { refusalReply, refusalText } from "../kit/refusals.ts";
import type { Reply } from "../kit/reply.ts";
import { personText, timeText } from "../kit/text.ts";
import { words } from "./why.words.ts";

/** As many of the newest jobs, and lines of the audit, are looked through. */
const looked = 20;

/** What somebody was refused last: by a host, by the bot, or by the bot before its last start. */
export type Latest =
  | { readonly by: "host"; readonly job: JobView }
  | { readonly by: "bot"; readonly last: LastRefusal }
  | { readonly by: "approver"; readonly approval: ApprovalView }
  | { readonly by: "audit"; readonly at: number; readonly code: string };

export async function latestRefusal(context: Context): Promise<Latest | undefined> {
  const { name, uid } = context.person;
  const job = context.jobs.ofPerson(name, looked).find(({ status }) => status === "refused");
  const last = context.lastRefusal?.({ name, uid });
  const audited = last === undefined ? await auditedRefusal(context) : undefined;
  const approval = context.approvals?.ofPerson({ name, uid }, looked).find(({ state }) => turnedDown.has(state));
  const found: { readonly at: number; readonly latest: Latest }[] = [
    ...(last === undefined ? [] : [{ at: last.at, latest: { by: "bot", last } as const }]),
    ...(audited === undefined ? [] : [{ at: audited.at, latest: { by: "audit", ...audited } as const }]),
    ...(approval === undefined ? [] : [{ at: endOf(approval), latest: { by: "approver", approval } as const }]),
    ...(job === undefined ? [] : [{ at: job.endedAt ?? job.acceptedAt, latest: { by: "host", job } as const }]),
  ];
  return found.toSorted((a, b) => b.at - a.at)[0]?.latest;
}

const turnedDown: ReadonlySet<string> = new Set(["denied", "expired", "ended"]);
const endOf = ({ decidedAt, until }: ApprovalView): number => decidedAt ?? until;

/** A line that was not understood is no refusal, and what this command and /can answer is none either. */
const isMistake = (code: string): boolean => /^(?:line|value|key)\./u.test(code);

async function auditedRefusal({ audit, person }: Context): Promise<{ at: number; code: string } | undefined> {
  const events = ["command.refused"];
  const { lines } = await audit.search({ words: events, events, person: person.name, uid: person.uid, limit: looked });
  const found = lines.find(({ code }) => code !== undefined && !isMistake(code));
  return found?.code === undefined ? undefined : { at: Date.parse(found.at), code: found.code };
}

/** The refusal as it was told, with its rule by name, and how it stands now. */
export async function whyRefused(last: LastRefusal, context: Context, registry: readonly Command[]): Promise<Reply> {
  const { language } = context;
  const now = await judge(last.line, context, registry);
  const isAllowed = now.kind === "allowed" && now.sure;
  const passing = now.kind === "refused" || now.kind === "approval" ? now.passing : undefined;
  const asked = isAllowed || now.kind === "usage" ? undefined : now.line;
  const said = refusalReply(last.refusal, context, isAllowed ? undefined : passing, asked);
  return {
    ...said,
    tone: "information",
    title: words.refused[language](shown(last.line, 80)),
    text: [said.title, ...(isAllowed ? [words.nowAllowed[language]] : []), ...(said.text ?? [])],
    fields: [
      { label: words.rule[language], value: last.refusal.code },
      { label: words.when[language], value: timeText(last.at, context) },
    ],
    ...(isAllowed ? { buttons: [{ label: words.again[language], line: now.line, style: "primary" }] } : {}),
  };
}

/** Of what was refused before the bot's last start only the rule is known. */
export const whyForgotten = ({ at, code }: { at: number; code: string }, context: Context): Reply => ({
  tone: "information",
  title: words.forgotten[context.language](code),
  text: [words.forgottenNext[context.language]],
  fields: [{ label: words.when[context.language], value: timeText(at, context) }],
  buttons: [{ label: words.refusals[context.language], line: "/me refusals" }],
  privacy: "private",
});

/** Who did not say yes to what was asked for, and why. */
export function whyTurnedDown(approval: ApprovalView, context: Context): Reply {
  const { language } = context;
  const { number, line, state, decidedBy, reason, refusal, why } = approval;
  const asked = refusalText(refusal, context);
  const ended = why === undefined ? undefined : refusalText(why, context);
  const denied = words.denied[language](decidedBy === undefined ? "?" : personText(decidedBy), reason ?? "");
  return {
    tone: "information",
    title: words.refused[language](shown(line, 80)),
    text: [
      asked.title,
      ...(state === "denied" ? [denied] : state === "expired" ? [words.expired[language]] : []),
      ...(ended === undefined ? [] : [ended.title, ...ended.text]),
    ],
    fields: [
      { label: words.rule[language], value: refusal.code },
      { label: words.approval[language], value: `#${number}` },
      { label: words.when[language], value: timeText(endOf(approval), context) },
    ],
    privacy: "private",
  };
}
