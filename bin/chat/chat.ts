import type { Language } from "../../handlers/kit/reply.ts";
import { type Open, UnreachableError } from "../client/connection.ts";
import { openConversation } from "../client/conversation.ts";
import { unreachable } from "../client/outcome.ts";
import { RefusedError } from "../client/refused.ts";
import type { BinConfig } from "../config.ts";
import { type Terminal, widthOf } from "../kit/display.ts";
import { type ExitCode, exitCodes } from "../kit/exit.ts";
import { renderText } from "../kit/render.ts";
import { wrapText } from "../kit/wrap.ts";
import { openHistory } from "./history.ts";
import { createScreen, type Screen } from "./screen.ts";
import { createSession, type Session, usualPrompt } from "./session.ts";
import { chatWords } from "./words.ts";

export interface ChatOptions {
  /** The bot's own socket, or another way to open a connection. */
  readonly socket: string | Open;
  /** As whom to speak, unless the bot finds that out. */
  readonly account: string;
  readonly config: BinConfig;
  readonly language: Language;
  /** The person chose the language for this chat; otherwise the bot knows what they prefer. */
  readonly isLanguageSaid: boolean;
}

/** How long commands under way wait for a bot that went away, in milliseconds. */
const patienceMs = 60_000;

/** Talks with the bot on this process's terminal until the person leaves. Resolves to the exit code. */
export async function runChat(options: ChatOptions): Promise<ExitCode> {
  const { config, language } = options;
  const output: Terminal = process.stdout;
  const history = openHistory(config.historyFile);
  let session: Session | undefined;
  const conversation = await openConversation({
    path: options.socket,
    patienceMs,
    notice: (state) => session?.noticed(state),
  }).catch((error: unknown) => {
    if (error instanceof UnreachableError) return unreachable[language];
    if (error instanceof RefusedError)
      return renderText(error.reply, { width: widthOf(process.stderr), color: config.isColorful });
    throw error;
  });
  if (typeof conversation === "string") {
    process.stderr.write(`${conversation}\n`);
    return conversation === unreachable[language] ? exitCodes.unreachable : exitCodes.refused;
  }
  const account = conversation.account() ?? options.account;
  let screen: Screen | undefined;
  session = createSession({
    account,
    language,
    isLanguageSaid: options.isLanguageSaid,
    conversation,
    screen: () => screen,
    render: (reply) => renderText(reply, { width: widthOf(output), color: config.isColorful }),
    wrap: (text) => wrapText(text, widthOf(output)),
    remember: history.add,
  });
  output.write(`${wrapText(chatWords(language).welcome(account), widthOf(output))}\n`);
  screen = createScreen({
    input: process.stdin,
    output,
    prompt: usualPrompt,
    history: history.lines,
    onLine: session.typed,
    onInterrupt: session.interrupted,
    isRemembered: () => session.isAsking() === false,
    complete: (line) => conversation.complete(account, line),
  });
  output.on("resize", session.redraw);
  await screen.closed;
  output.off("resize", session.redraw);
  conversation.close();
  output.write(`\n${chatWords(language).bye}\n`);
  return exitCodes.done;
}
