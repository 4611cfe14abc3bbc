import type { Failure, Result } from "../../protocol/messages.ts";
import type { ErasedActionCommand } from "./definition.ts";
import type { Phrase, Phrases } from "./phrases.ts";
import { say } from "./phrases.ts";
import type { Reader } from "./ports.ts";
import { refusalWords } from "./refusals.ts";
import type { Button, Reply, Text } from "./reply.ts";
import { stepsOf } from "./steps.ts";
import { backupFailures } from "./words/backups.ts";
import { endWords, failureWords } from "./words/failures.ts";
import { templateFailures } from "./words/templates.ts";

/** A step may fail for what would have been refused had it been known before. */
export const wordsOfFailures: Phrases = { ...refusalWords, ...failureWords, ...templateFailures, ...backupFailures };

const noWords: Phrase = {
  ja: () => ["失敗しました", "ジョブ番号を添えて管理者に連絡してください。"],
  en: () => ["It did not work", "Tell an administrator, with the job's number."],
};

/** A failure that a host did not explain. */
export const unexplained: Failure = { code: "internal", kept: false, left: [] };

/** What went wrong, what has become of what was begun, and what to do next. */
export function failureReply(command: ErasedActionCommand, input: unknown, result: Result, reader: Reader): Reply {
  const { language } = reader;
  const failure = result.failure ?? { ...unexplained, code: codeOf(result) };
  const { title, text } = say(wordsOfFailures, failure.code, noWords, result.refusal?.numbers ?? {}, reader);
  const ended = result.status === "failed" ? title : endTitle(result.status)[language];
  const label = failure.step === undefined ? undefined : command.steps[failure.step]?.[language];
  // Whoever cancelled it knows why it stopped where it did.
  const isWished = failure.code === "cancelled" && failure.left.length === 0;
  const fields = [
    ...(isWished || label === undefined ? [] : [{ label: endWords.step[language], value: label }]),
    ...(isWished || failure.detail === undefined ? [] : [{ label: endWords.detail[language], value: failure.detail }]),
  ];
  return {
    tone: result.status === "cancelled" ? "information" : "failed",
    title: `${command.working(input)[language]}: ${ended}`,
    text: [
      ...(ended === title ? [] : failure.code === "cancelled" ? [] : [title]),
      ...text,
      whatIsLeft(result, failure)[language],
    ].filter((paragraph) => paragraph !== ""),
    ...(result.steps.length === 0 ? {} : { steps: stepsOf(command, result.steps, language) }),
    ...(fields.length === 0 ? {} : { fields }),
    ...(failure.left.length === 0
      ? {}
      : {
          list: failure.left.map(({ what, command: remedy }) => ({ title: what, cells: [remedy] })),
          code: failure.left.map(({ command: remedy }) => remedy).join("\n"),
        }),
    buttons: buttonsAfter(command, input, failure, reader),
    privacy: "private",
  };
}

/** What was never begun may say why as a refusal. */
const codeOf = ({ refusal, status }: Result): string =>
  refusal?.code ?? (status === "cancelled" ? "cancelled" : unexplained.code);

const endTitle = (status: Result["status"]) =>
  status === "cancelled" ? endWords.cancelledTitle : endWords.notRunTitle;

function whatIsLeft(result: Result, failure: Failure) {
  if (failure.left.length > 0) return endWords.left;
  if (result.status === "not_run" || result.startedAt === null) return endWords.notRun;
  if (failure.kept) return Object.hasOwn(remedies, failure.code) ? nothing : endWords.kept;
  // Undoing a shutdown or a restart that was only asked for leaves nothing to speak of.
  return result.steps.some((step) => step.state === "undone") || result.status === "cancelled"
    ? endWords.clean
    : nothing;
}

const nothing = { ja: "", en: "" };

/** Failures after which the guest still runs, whose words say so, and what can be done with it then. */
const remedies: Readonly<Record<string, readonly (readonly [label: Text, before: string, after?: string])[]>> = {
  "address.unseen": [
    [endWords.ip, "/vm ip"],
    [endWords.restart, "/vm restart"],
  ],
  "guest.ignores_power_button": [[endWords.cutPower, "/vm stop", " --force"]],
};

function buttonsAfter(
  command: ErasedActionCommand,
  input: unknown,
  failure: Failure,
  { language }: Reader,
): readonly Button[] {
  const name = typeof input === "object" && input !== null && "name" in input ? String(input.name) : undefined;
  const again: Button = { label: endWords.again[language], line: command.line(input) };
  if (!failure.kept) return [again];
  if (name === undefined) return [];
  const remedy = Object.hasOwn(remedies, failure.code) ? (remedies[failure.code] ?? []) : [];
  return [
    ...remedy.map(([label, before, after = ""]) => ({ label: label[language], line: `${before} ${name}${after}` })),
    { label: endWords.show[language], line: `/vm show ${name}` },
  ];
}
