import { randomUUID } from "node:crypto";
import { invocationIdSchema } from "../../bot/terminal/wire.ts";
import type { Language } from "../../handlers/kit/reply.ts";
import { widthOf } from "../kit/display.ts";
import type { ExitCode } from "../kit/exit.ts";
import { renderText } from "../kit/render.ts";
import { type Surroundings, UsageError } from "../kit/verb.ts";
import { myself } from "./account.ts";
import { type Open, UnreachableError } from "./connection.ts";
import { type AnsweredMessage, openConversation } from "./conversation.ts";
import { createLiveBlock } from "./live.ts";
import { type Ending, endingOf, endingWithout } from "./outcome.ts";
import { wayTo } from "./way.ts";

/** How long to wait for a bot that goes away in the middle, in milliseconds. */
const patienceMs = 60_000;

export interface SayHow {
  /** One JSON object on standard output instead of words. */
  readonly isJson: boolean;
  /** The folder of the department that is meant, where one was said. */
  readonly state: string | undefined;
}

/** The id under which a command is asked: `--id`, by which it can be asked again, else a new one. */
export function idOption(typed: string | undefined, language: Language): string {
  const id = typed ?? randomUUID();
  if (invocationIdSchema.safeParse(id).success) return id;
  const rule = { ja: "英数字と . _ - で 100 字まで", en: "up to 100 letters, digits and . _ -" }[language];
  throw new UsageError(`--id: ${rule}`);
}

/** Says one line to the running bot, prints how it ended, and gives the exit code for that. */
export async function sayOnce(message: AnsweredMessage, how: SayHow, surroundings: Surroundings): Promise<ExitCode> {
  const { config } = surroundings;
  const language = message.language ?? surroundings.language;
  const account = message.type === "say" ? message.account : myself;
  const path = await wayTo(account, how.state, config, language);
  const ending = await endingFor(message, path, config.isColorful).catch((error: unknown) =>
    endingWithout(error, message.id, language, widthOf(process.stdout)),
  );
  if (how.isJson) process.stdout.write(`${JSON.stringify(ending.outcome)}\n`);
  else tell(ending, config.isColorful);
  return ending.code;
}

/** Says the line, with its steps live on a terminal's standard error. */
async function endingFor(message: AnsweredMessage, path: string | Open | undefined, color: boolean): Promise<Ending> {
  if (path === undefined) throw new UnreachableError("no bot runs here");
  const conversation = await openConversation({ path, patienceMs });
  const live = createLiveBlock(process.stderr);
  try {
    const final = await conversation.say(message, ({ reply, final: isFinal }) => {
      if (!isFinal) live.draw(renderText(reply, { width: widthOf(process.stderr), color }));
    });
    return endingOf(final, widthOf(process.stdout));
  } finally {
    live.clear();
    conversation.close();
  }
}

function tell({ final, outcome }: Ending, isColorful: boolean): void {
  if (final === undefined) return void process.stderr.write(`${outcome.text}\n`);
  const color = isColorful && process.stdout.isTTY;
  process.stdout.write(`${renderText(final.reply, { width: widthOf(process.stdout), color })}\n`);
}
