import { randomUUID } from "node:crypto";
import { connect } from "node:net";
import { createInterface } from "node:readline";
import type { ServerMessage } from "../../bot/terminal/wire.ts";

export type Final = Extract<ServerMessage, { type: "message" }>;

export interface Said {
  readonly id: string;
  /** The final message; rejects when the bot goes away before it. */
  readonly final: Promise<Final>;
  /** Every message so far, in order. */
  readonly messages: readonly Final[];
  /** Called after each message. */
  readonly onMessage: (call: () => void) => void;
  readonly hangUp: () => void;
}

/** Says one line to a running bot as an account, as `shisa say` does. */
export function sayTo(socketPath: string, account: string, line: string, options: SayOptions = {}): Said {
  const id = options.id ?? randomUUID();
  const messages: Final[] = [];
  const calls: (() => void)[] = [];
  const socket = connect(socketPath);
  const final = new Promise<Final>((resolve, reject) => {
    socket.once("error", reject);
    socket.once("close", () => reject(new Error(`the bot went away before the answer to ${line}`)));
    const lines = createInterface({ input: socket });
    lines.on("error", reject);
    lines.on("line", (text) => {
      const message = JSON.parse(text) as ServerMessage;
      if (message.type === "error") return reject(new Error(`the bot refused the line: ${text}`));
      if (message.type !== "message" || message.id !== id) return;
      messages.push(message);
      for (const call of calls) call();
      if (!message.final) return;
      resolve(message);
      socket.end();
    });
  });
  final.catch(() => undefined);
  const { confirmed = true, language = "en", file } = options;
  socket.write(`${JSON.stringify({ type: "say", id, account, line, confirmed, language, file })}\n`);
  return { id, final, messages, onMessage: (call) => calls.push(call), hangUp: () => socket.destroy() };
}

export interface SayOptions {
  readonly id?: string;
  readonly confirmed?: boolean;
  readonly language?: "ja" | "en";
  /** Goes with the line; its content in base64. */
  readonly file?: { readonly name: string; readonly content: string };
}

/** The final message of a line, asking again with the same id while the bot is away, until the deadline (ms). */
export async function sayUntilAnswered(
  socketPath: string,
  account: string,
  line: string,
  options: SayOptions & { readonly id: string; readonly deadlineMs: number },
): Promise<Final> {
  const end = Date.now() + options.deadlineMs;
  for (;;) {
    try {
      return await sayTo(socketPath, account, line, options).final;
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
