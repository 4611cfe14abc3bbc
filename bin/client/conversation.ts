import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { ClientMessage, ServerMessage } from "../../bot/terminal/wire.ts";
import type { LinkMessage, Open } from "./connection.ts";
import { openSteady } from "./steady.ts";

const completionPatienceMs = 1_000;

export type SayMessage = Extract<ClientMessage, { type: "say" }>;
/** What is answered by one message. */
export type AnsweredMessage = SayMessage | LinkMessage;
export type BotMessage = Extract<ServerMessage, { type: "message" }>;
export type FinalMessage = BotMessage & { readonly status: NonNullable<BotMessage["status"]> };

/** The bot went away in the middle and did not come back in time: what became of the command is not known. */
export class LostError extends Error {
  override readonly name = "LostError";
}
/** The bot could not take the line. */
export class NotTakenError extends Error {
  override readonly name = "NotTakenError";
  readonly code: string;
  constructor(code: string, text: string) {
    super(text);
    this.code = code;
  }
}

/** A talk with the bot that goes on with the same ids when the bot is started again. */
export interface Conversation {
  /**
   * Says a line, hands every message to `see` (a late correction too), and resolves to the first final one.
   * @throws LostError, NotTakenError
   */
  readonly say: (message: AnsweredMessage, see: (message: BotMessage) => void) => Promise<FinalMessage>;
  /** What could follow; nothing while the bot is away or slower than a second. */
  readonly complete: (account: string, line: string) => Promise<readonly string[]>;
  /** Stops following one line; the bot goes on with it. */
  readonly leave: (id: string) => void;
  /** Whose the talk is, where the bot found that out. */
  readonly account: () => string | undefined;
  readonly close: () => void;
}

interface Pending {
  readonly message: AnsweredMessage;
  readonly see: (message: BotMessage) => void;
  readonly resolve: (message: FinalMessage) => void;
  readonly reject: (error: Error) => void;
  /** Nothing of it has been heard since it was last sent. */
  silence: NodeJS.Timeout | undefined;
  isFinal: boolean;
}

export interface ConversationOptions {
  /** The bot's own socket, or another way to open a connection. */
  readonly path: string | Open;
  /** How long to wait for a bot that went away, and for its first word about a line, in milliseconds. */
  readonly patienceMs: number;
  /** Told when the bot goes away and when it is back. */
  readonly notice?: (state: "away" | "back") => void;
}

/** @throws UnreachableError when there is no bot to begin with */
export async function openConversation({ path, patienceMs, notice }: ConversationOptions): Promise<Conversation> {
  const pending = new Map<string, Pending>();
  const completions = new Map<string, (items: readonly string[]) => void>();
  const connection = await openSteady({
    path,
    patienceMs,
    hear,
    isWaitedFor: () => pending.size > 0,
    changed: (state) => {
      if (state === "gone") giveUp();
      else notice?.(state);
      if (state === "away") for (const answer of completions.values()) answer([]);
      if (state === "back") for (const one of pending.values()) if (!one.isFinal) send(one);
    },
  });

  function giveUp(): void {
    for (const one of pending.values()) settle(one, () => one.reject(new LostError("the bot did not come back")));
  }

  function hear(message: ServerMessage): void {
    if (message.type === "completions") completions.get(message.id)?.(message.items);
    else if (message.id !== undefined) hearOf(pending.get(message.id), message);
  }

  function hearOf(one: Pending | undefined, message: Exclude<ServerMessage, { type: "completions" }>): void {
    if (one === undefined) return;
    clearTimeout(one.silence);
    if (message.type === "error") {
      settle(one, () => one.reject(new NotTakenError(message.code, message.text)));
      return;
    }
    one.see(message);
    const { status } = message;
    if (!message.final || status === undefined) return;
    one.isFinal = true;
    // A message that ended "unknown" may still be corrected, so its ear stays open.
    if (status === "unknown") one.resolve({ ...message, status });
    else settle(one, () => one.resolve({ ...message, status }));
  }

  function settle(one: Pending, end: () => void): void {
    clearTimeout(one.silence);
    pending.delete(one.message.id);
    end();
  }

  function send(one: Pending): void {
    clearTimeout(one.silence);
    one.silence = setTimeout(() => {
      settle(one, () => one.reject(new LostError("the bot says nothing about the command")));
    }, patienceMs);
    connection.send(one.message);
  }

  return {
    say: (message, see) =>
      new Promise((resolve, reject) => {
        const one: Pending = { message, see, resolve, reject, silence: undefined, isFinal: false };
        pending.set(message.id, one);
        send(one);
      }),
    complete: async (account, line) => {
      const id = randomUUID();
      const answer = new Promise<readonly string[]>((resolve) => completions.set(id, resolve));
      const isSent = connection.send({ type: "complete", id, account, line });
      const items = await Promise.race([answer, pause(isSent ? completionPatienceMs : 0, [], { ref: false })]);
      completions.delete(id);
      return items;
    },
    leave: (id) => {
      clearTimeout(pending.get(id)?.silence);
      pending.delete(id);
    },
    account: connection.account,
    close: () => {
      for (const one of pending.values()) clearTimeout(one.silence);
      connection.close();
    },
  };
}
