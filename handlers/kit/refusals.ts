import type { Refusal } from "../../protocol/refusal.ts";
import type { Phrase, Phrases } from "./phrases.ts";
import { say } from "./phrases.ts";
import type { Reader } from "./ports.ts";
import type { Button, Reply, Text } from "./reply.ts";
import { listText } from "./text.ts";
import { alertWords } from "./words/alerts.ts";
import { approvalWords } from "./words/approvals.ts";
import { auditWords } from "./words/audit.ts";
import { backupWords } from "./words/backups.ts";
import { cephWords } from "./words/ceph.ts";
import { consentWords } from "./words/consents.ts";
import { fileWords } from "./words/files.ts";
import { gpuImageWords } from "./words/gpu-images.ts";
import { gpuJobWords } from "./words/gpu-jobs.ts";
import { guestBackupWords } from "./words/guest-backups.ts";
import { guestWords } from "./words/guests.ts";
import { homeWords } from "./words/homes.ts";
import { hostWords } from "./words/hosts.ts";
import { keyWords } from "./words/keys.ts";
import { limitWords } from "./words/limits.ts";
import { lineWords } from "./words/line.ts";
import { linkWords } from "./words/links.ts";
import { makingWords } from "./words/making.ts";
import { mungeWords } from "./words/munge.ts";
import { oncallWords } from "./words/oncall.ts";
import { orderWords } from "./words/orders.ts";
import { peopleWords } from "./words/people.ts";
import { ruleWords } from "./words/rules.ts";
import { sessionWords } from "./words/sessions.ts";
import { templateWords } from "./words/templates.ts";
import { valueWords } from "./words/values.ts";
import { whyWords } from "./words/why.ts";

/** Words for every code that anything is refused with. */
export const refusalWords: Phrases = {
  ...lineWords,
  ...valueWords,
  ...peopleWords,
  ...linkWords,
  ...sessionWords,
  ...mungeWords,
  ...backupWords,
  ...consentWords,
  ...keyWords,
  ...fileWords,
  ...auditWords,
  ...hostWords,
  ...guestWords,
  ...makingWords,
  ...guestBackupWords,
  ...homeWords,
  ...templateWords,
  ...limitWords,
  ...orderWords,
  ...oncallWords,
  ...ruleWords,
  ...approvalWords,
  ...alertWords,
  ...whyWords,
  ...cephWords,
  ...gpuImageWords,
  ...gpuJobWords,
};

/** A rule that the department wrote brings its words along (docs/policies.md). */
const noWords: Phrase = {
  ja: (n) => [
    "受け付けられませんでした",
    n.has("ja") ? n.text("ja") : "理由を表示できません。管理者に連絡してください。",
  ],
  en: (n) => [
    "This was refused",
    n.has("en") ? n.text("en") : "There are no words for the reason. Tell an administrator.",
  ],
};

const roleNames: Readonly<Record<string, { ja: string; en: string }>> = {
  student: { ja: "学生", en: "students" },
  staff: { ja: "教職員", en: "staff" },
  admin: { ja: "管理者", en: "administrators" },
};

/** A role's name as people say it. */
export const roleText = (role: string, reader: Pick<Reader, "language">): string =>
  roleNames[role]?.[reader.language] ?? role;

const extra = {
  passing: { ja: "これなら通ります:", en: "This would pass:" },
  meant: { ja: "このように入力してください:", en: "Type:" },
  tryLine: { ja: "この内容で実行", en: "Run this" },
  exception: { ja: "例外を申請する", en: "Ask for an exception" },
  approvers: {
    ja: (who: string) => `例外を承認できる人: ${who}`,
    en: (who: string) => `An exception can be approved by: ${who}.`,
  },
};

/** What helps where no other request would pass; the line may open a form. */
const remedies: Readonly<Record<string, readonly [label: Text, line: string]>> = {
  "link.nonce": [{ ja: "もう一度始める", en: "Begin again" }, "/link"],
  "link.proof": [{ ja: "結び付ける", en: "Link this chat" }, "/link"],
  "link.removed": [{ ja: "結び付ける", en: "Link this chat" }, "/link"],
  "keys.none": [{ ja: "公開鍵を登録する", en: "Add a key" }, "/me key add"],
  "keys.statement": [{ ja: "公開鍵の一覧", en: "List your keys" }, "/me key list"],
  "limit.keys": [{ ja: "公開鍵の一覧", en: "List your keys" }, "/me key list"],
};

/** A refusal's title and paragraphs. */
export const refusalText = (
  refusal: Pick<Refusal, "code" | "numbers">,
  reader: Reader,
): { title: string; text: readonly string[] } => say(refusalWords, refusal.code, noWords, refusal.numbers, reader);

/**
 * A refusal as people read it: which rule, their numbers against the limit, who can approve an exception, and the
 * nearest request that would pass.
 * @param line the whole line that would pass, or undefined
 * @param asked the whole line that was refused, where the person may ask for an exception to be made for it
 */
export function refusalReply(refusal: Refusal, reader: Reader, line?: string, asked?: string): Reply {
  const { title, text } = refusalText(refusal, reader);
  const roles = (refusal.approvers ?? []).map((role) => roleText(role, reader));
  const who = roles.length === 0 ? [] : [extra.approvers[reader.language](listText(roles, reader.language))];
  const passing = line ?? passingLine(refusal);
  const remedy = Object.hasOwn(remedies, refusal.code) ? remedies[refusal.code] : undefined;
  const helps = remedy && [{ label: remedy[0][reader.language], line: remedy[1], style: "primary" as const }];
  const exception = exceptionButton(refusal, asked, reader);
  const before = refusal.numbers["near"] === undefined ? extra.passing : extra.meant;
  return {
    tone: "refused",
    title,
    text: [...text, ...who, ...(passing === undefined ? [] : [before[reader.language]])],
    ...(passing === undefined
      ? (helps !== undefined || exception.length > 0) && { buttons: [...(helps ?? []), ...exception] }
      : {
          code: passing,
          buttons: [{ label: extra.tryLine[reader.language], line: passing, style: "primary" }, ...exception],
        }),
    privacy: "private",
  };
}

/** Only where somebody's yes could lift the rule; who that is, the refusal says. */
export const exceptionButton = (refusal: Refusal, asked: string | undefined, reader: Reader): readonly Button[] =>
  asked === undefined || (refusal.approvers ?? []).length === 0
    ? []
    : [{ label: extra.exception[reader.language], line: `/approvals ask ${asked}` }];

/** Where a refusal names a whole line itself (what was probably meant). */
function passingLine(refusal: Refusal): string | undefined {
  const line = refusal.passing?.["line"];
  return typeof line === "string" ? line : undefined;
}
