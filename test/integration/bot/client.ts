import { randomUUID } from "node:crypto";
import { connect } from "node:net";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { type ServerMessage, serverMessageSchema } from "../../../bot/terminal/wire.ts";

export type BotMessage = Extract<ServerMessage, { type: "message" }>;

export interface Said {
  readonly id: string;
  /** Every message so far, in order. */
  readonly messages: readonly BotMessage[];
  /** The first final message; rejects when the bot goes away before it. */
  readonly final: Promise<BotMessage>;
  readonly hangUp: () => void;
}

/** Says one line to the bot on this socket, over a connection of its own. */
export function sayTo(path: string, account: string, line: string, id: string = randomUUID()): Said {
  const messages: BotMessage[] = [];
  const socket = connect(path);
  const final = new Promise<BotMessage>((resolve, reject) => {
    const away = (): void => reject(new Error(`the bot went away before the answer to ${line.slice(0, 100)}`));
    socket.once("error", away).once("close", away);
    const lines = createInterface({ input: socket });
    // readline tells of the socket's errors a second time.
    lines.on("error", away);
    lines.on("line", (text) => {
      const message = serverMessageSchema.parse(JSON.parse(text));
      if (message.type === "error") reject(new Error(`the bot did not take the line: ${text}`));
      if (message.type !== "message") return;
      messages.push(message);
      if (!message.final) return;
      resolve(message);
      socket.end();
    });
  });
  final.catch(() => undefined);
  socket.write(`${JSON.stringify({ type: "say", id, account, line, confirmed: true, language: "en" })}\n`);
  return { id, messages, final, hangUp: () => socket.destroy() };
}

/** The end of a line, asking again with the same id while the bot is away. */
export async function sayUntilAnswered(path: string, account: string, line: string, id: string): Promise<BotMessage> {
  const end = performance.now() + 20_000;
  for (;;) {
    try {
      return await sayTo(path, account, line, id).final;
    } catch (cause) {
      if (performance.now() > end) throw cause;
      await pause(50);
    }
  }
}
