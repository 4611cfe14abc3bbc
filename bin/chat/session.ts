import { randomUUID } from "node:crypto";
import type { Language, Reply } from "../../handlers/kit/reply.ts";
import { type BotMessage, type Conversation, LostError } from "../client/conversation.ts";
import { createButtons } from "./buttons.ts";
import { type Input, isYes, readInput } from "./input.ts";
import type { Screen } from "./screen.ts";
import { createWaits } from "./waits.ts";
import { type ChatWords, chatWords } from "./words.ts";

/** Two Ctrl-C within this time leave. */
const twiceWithinMs = 2_000;
export const usualPrompt = "› ";

export interface SessionOptions {
  readonly account: string;
  readonly language: Language;
  /** The person chose the language for this chat; otherwise the bot knows what they prefer. */
  readonly isLanguageSaid: boolean;
  readonly conversation: Pick<Conversation, "say" | "leave">;
  readonly screen: () => Pick<Screen, "update" | "setPrompt" | "isTyping" | "clearTyped" | "close"> | undefined;
  readonly render: (reply: Reply) => string;
  /** Fits a text of the chat's own to the terminal. */
  readonly wrap: (text: string) => string;
  readonly remember: (line: string) => void;
}

/** What a chat does with what is typed and what is heard. */
export interface Session {
  readonly typed: (line: string) => void;
  readonly interrupted: () => void;
  readonly noticed: (state: "away" | "back") => void;
  readonly isAsking: () => boolean;
  /** Draws what still runs anew, in the terminal's present width. */
  readonly redraw: () => void;
}

export function createSession(options: SessionOptions): Session {
  const { account, conversation, screen } = options;
  const buttons = createButtons();
  const waits = createWaits();
  /** Lines that wait for a yes, oldest first. */
  const questions: string[] = [];
  let words: ChatWords = chatWords(options.language);
  let said = options.isLanguageSaid ? options.language : undefined;
  let interruptedAt = 0;

  const render = (id: string, reply: Reply): string => {
    const { buttons: _, ...rest } = reply;
    const row = buttons.number(id, reply).map(({ number, label }) => `[${number}] ${label}`);
    return row.length === 0 ? options.render(rest) : `${options.render(rest)}\n  ${row.join("  ")}`;
  };
  const refresh = (text?: string): void => {
    const running = waits.shown().map(({ id, reply }) => render(id, reply));
    screen()?.update(text, running.join("\n"));
  };

  const tell = (text: string): void => refresh(options.wrap(text));

  function see({ id, reply, final, status }: BotMessage): void {
    if (final) waits.end(id);
    else waits.see(id, reply);
    // The question asks for a yes itself: no button beside it.
    const { buttons: _, ...question } = reply;
    refresh(final ? render(id, status === "confirm" ? question : reply) : undefined);
  }

  function say(line: string, confirmed: boolean): void {
    const id = randomUUID();
    waits.begin(id);
    const language = said === undefined ? {} : { language: said };
    conversation.say({ type: "say", id, account, line, confirmed, ...language }, see).then(
      ({ status }) => {
        if (status === "confirm") ask(line);
      },
      (error: unknown) => {
        waits.end(id);
        tell(error instanceof LostError ? words.lost : String(error instanceof Error ? error.message : error));
      },
    );
  }

  function ask(line: string): void {
    questions.push(line);
    screen()?.setPrompt(words.ask);
  }

  function answer(typed: string): void {
    const line = questions.shift();
    if (questions.length === 0) screen()?.setPrompt(usualPrompt);
    if (line !== undefined && isYes(typed)) say(line, true);
    else tell(words.notDone);
  }

  function press(number: number): void {
    const line = buttons.line(number);
    tell(line === undefined ? words.noButton(number) : `${usualPrompt}${line}`);
    if (line !== undefined) say(line, false);
  }

  function speak(language: Language | undefined): void {
    if (language !== undefined) words = chatWords(language);
    said = language ?? said;
    tell(language === undefined ? words.languageUsage : words.languageNow);
  }

  function act(input: Input): void {
    if (input.kind === "quit") screen()?.close();
    else if (input.kind === "language") speak(input.language);
    else if (input.kind === "button") press(input.number);
    else if (input.kind === "command") say(input.line, false);
    else if (input.kind === "help") {
      tell(words.keys);
      say("/help", false);
    }
  }

  return {
    typed: (line) => {
      interruptedAt = 0;
      if (questions.length > 0) answer(line);
      else {
        const input = readInput(line);
        if (input.kind !== "nothing" && input.kind !== "button") options.remember(line);
        act(input);
      }
    },
    interrupted: () => {
      const isSecond = Date.now() - interruptedAt < twiceWithinMs;
      interruptedAt = Date.now();
      if (isSecond) screen()?.close();
      else if (questions.length > 0) answer("");
      else if (screen()?.isTyping() === true) screen()?.clearTyped();
      else {
        const left = waits.endAll();
        for (const id of left) conversation.leave(id);
        tell(left.length > 0 ? words.left : words.onceMore);
      }
    },
    noticed: (state) => tell(words[state]),
    isAsking: () => questions.length > 0,
    redraw: () => refresh(),
  };
}
