import type { Language, Text } from "../../handlers/kit/reply.ts";
import { type ExitCode, exitCodeOf, exitCodes } from "../kit/exit.ts";
import { renderText } from "../kit/render.ts";
import { UnreachableError } from "./connection.ts";
import { type FinalMessage, LostError, NotTakenError } from "./conversation.ts";
import { RefusedError } from "./refused.ts";

/** What `say --json` prints; scripts rely on these names. What there is none of is null. */
export interface Outcome {
  readonly status: FinalMessage["status"] | "unreachable";
  readonly text: string;
  /** Code, numbers, and the way out: `passing` (what to change in the request) and `approvers` (who may allow more). */
  readonly refusal: FinalMessage["refusal"] | null;
  /** The action's typed output. */
  readonly output: unknown;
  readonly job: number | null;
  readonly id: string;
}

/** How a command ended, in the forms that `say` needs. */
export interface Ending {
  readonly outcome: Outcome;
  readonly code: ExitCode;
  /** The bot's own message; absent where the words are this program's. */
  readonly final?: FinalMessage;
}

/** @param width of the text, in columns */
export function endingOf(final: FinalMessage, width: number): Ending {
  const { status, reply, refusal, output, job, id } = final;
  const text = renderText(reply, { width, color: false });
  const outcome = { status, text, refusal: refusal ?? null, output: output ?? null, job: job ?? null, id };
  return { outcome, code: exitCodeOf(status), final };
}

/** The ending of a command that got no final message; `width` as in endingOf. Throws what is no matter of the connection. */
export function endingWithout(error: unknown, id: string, language: Language, width = 80): Ending {
  const ending = (status: Outcome["status"], code: ExitCode, text: string): Ending => ({
    outcome: { status, text, refusal: null, output: null, job: null, id },
    code,
  });
  if (error instanceof RefusedError) {
    const { reply, refusal } = error;
    return endingOf({ type: "message", id, reply, refusal, final: true, status: "refused" }, width);
  }
  if (error instanceof UnreachableError) return ending("unreachable", exitCodes.unreachable, unreachable[language]);
  if (error instanceof LostError) return ending("unknown", exitCodes.unknown, lost(id)[language]);
  if (!(error instanceof NotTakenError)) throw error;
  if (error.code === "internal") return ending("failed", exitCodes.failed, error.message);
  return ending("usage", exitCodes.usage, error.message);
}

/** Said when there is no bot to talk to. */
export const unreachable: Text = {
  ja: "ボットが動いていません。`npm run demo` または `npm run shisa -- start` で起動してください。",
  en: "The bot is not running. Start it with `npm run demo` or `npm run shisa -- start`.",
};
/** Said when the bot went away and did not come back in time. */
const lost = (id: string): Text => ({
  ja: `結果は不明です。ボットが途中でいなくなり、戻りませんでした。同じコマンドを --id ${id} で尋ねると結果が分かります。二度実行されることはありません。`,
  en: `The outcome is unknown: the bot went away and did not come back. Say the same with --id ${id} to ask again; it will not run twice.`,
});
