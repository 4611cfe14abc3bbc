import { findAction } from "../../protocol/catalogue.ts";
import type { Result, StepReport } from "../../protocol/messages.ts";
import type { Refusal } from "../../protocol/refusal.ts";
import { foldWord } from "./characters.ts";
import type { ErasedActionCommand } from "./definition.ts";
import { failureReply, unexplained } from "./failures.ts";
import { passingLineOf } from "./passing.ts";
import type { Context, Reader } from "./ports.ts";
import { refusalReply } from "./refusals.ts";
import type { Language, Reply } from "./reply.ts";
import { stepsOf } from "./steps.ts";
import { durationText, timeText } from "./text.ts";
import { jobWords as words } from "./words/jobs.ts";

/** A job under way. `elapsedMs` since it was accepted. */
export interface WorkingJob {
  readonly number: number;
  readonly state: "waiting" | "running" | "undoing";
  readonly steps: readonly StepReport[];
  readonly elapsedMs: number;
}

/** What a person sees while a job waits or runs: its steps, its number, how long it has taken, and a way to stop it. */
export function workingReply(command: ErasedActionCommand, input: unknown, job: WorkingJob, language: Language): Reply {
  const steps = stepsOf(command, job.steps, language);
  return {
    tone: "working",
    title: command.working(input)[language],
    text: [words.states[job.state][language]],
    ...(steps.length === 0 ? {} : { steps }),
    ...(job.state === "undoing"
      ? {}
      : { buttons: [{ label: words.cancel[language], line: `/jobs cancel ${job.number}` }] }),
    privacy: "private",
    footer: `#${job.number} · ${durationText(job.elapsedMs, language)}`,
  };
}

/** The final message of a job, and what a program that asked gets. */
export function resultReply(
  command: ErasedActionCommand,
  input: unknown,
  result: Result,
  context: Context,
): { reply: Reply; status: Result["status"] | "confirm"; refusal?: Refusal; output?: unknown } {
  const job = context.jobs.byGrant(result.grant);
  const footer = endFooter(job?.number, result, context.language);
  const withFooter = (reply: Reply): Reply => ({
    ...reply,
    footer: [reply.footer, footer].filter(Boolean).join(" · "),
  });
  if (result.status === "refused" && result.refusal !== undefined) {
    const { refusal } = result;
    const host = job !== undefined && foldWord(job.line).includes("-host") ? job.host : undefined;
    const asked = context.policies.mayEver(command.action, context.person.roles)
      ? command.line(input, host)
      : undefined;
    const reply = refusalReply(refusal, context, passingLineOf(command, input, refusal, host), asked);
    return { reply: withFooter(reply), status: "refused", refusal };
  }
  if (result.status === "done") {
    const read = findAction(command.action)?.output.safeParse(result.output);
    if (read?.success) {
      const reply = withFooter(command.done(read.data, context));
      // What was looked up for a question is no end of what was asked for.
      return { reply, status: reply.tone === "question" ? "confirm" : "done", output: read.data };
    }
    const failed: Result = { ...result, status: "failed", failure: { ...unexplained, kept: true } };
    return { reply: withFooter(failureReply(command, input, failed, context)), status: "failed" };
  }
  const status = result.status === "refused" ? "failed" : result.status;
  return { reply: withFooter(failureReply(command, input, { ...result, status }, context)), status };
}

function endFooter(number: number | undefined, result: Result, language: Language): string {
  const took = result.startedAt === null ? undefined : durationText(result.endedAt - result.startedAt, language);
  return [number === undefined ? undefined : `#${number}`, took].filter((part) => part !== undefined).join(" · ");
}

/** The host went silent: nobody knows how the job ended, and what it would have taken stays counted. */
export function unknownReply(
  command: ErasedActionCommand,
  input: unknown,
  job: { readonly number: number; readonly host: string; readonly heardAt?: number },
  reader: Reader,
): Reply {
  const { language } = reader;
  const heard = job.heardAt === undefined ? [] : [words.lastHeard[language](timeText(job.heardAt, reader))];
  return {
    tone: "unknown",
    title: `${command.working(input)[language]}: ${words.unknownTitle[language]}`,
    text: [words.unknown[language](job.host), ...heard, words.unknownHeld[language], words.unknownNext[language]],
    privacy: "private",
    footer: `#${job.number}`,
  };
}
