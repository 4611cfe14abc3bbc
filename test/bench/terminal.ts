import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { lineReader } from "../../bot/terminal/lines.ts";
import type { ServerMessage } from "../../bot/terminal/wire.ts";
import { wallClock } from "./statistics.ts";

type Shown = Extract<ServerMessage, { type: "message" }>;

/** How one line went; times in milliseconds since 1970, with fractions. */
export interface Course {
  readonly typedAt: number;
  /** Its first message: "accepted", with a number. */
  readonly firstAt: number;
  readonly finalAt: number;
  readonly final: Shown;
}

/** One person at a terminal, who stays connected. */
export interface Terminal {
  /** Types a line; resolves at its final message, rejects when the bot goes away. */
  readonly say: (line: string) => Promise<Course>;
  readonly close: () => void;
}

interface Asked {
  readonly typedAt: number;
  firstAt: number | undefined;
  readonly resolve: (course: Course) => void;
  readonly reject: (cause: Error) => void;
}

/** Connects as an account. Throws when the bot cannot be reached. */
export async function openTerminal(path: string, account: string): Promise<Terminal> {
  const socket: Socket = connect(path);
  await once(socket, "connect");
  const asked = new Map<string, Asked>();
  // The bot's own reader of lines: a readline(3) for each of 260 would cost more than what is measured.
  const take = lineReader(Number.POSITIVE_INFINITY, {
    line: (text) => hear(text, wallClock()),
    tooLong: () => undefined,
  });
  const hear = (text: string, at: number): boolean => {
    const message = JSON.parse(text) as ServerMessage;
    const one = message.type === "message" ? asked.get(message.id) : undefined;
    if (message.type !== "message" || one === undefined) return true;
    one.firstAt ??= at;
    if (!message.final) return true;
    asked.delete(message.id);
    one.resolve({ typedAt: one.typedAt, firstAt: one.firstAt, finalAt: at, final: message });
    return true;
  };
  socket.on("data", take);
  socket.on("error", () => socket.destroy());
  socket.once("close", () => {
    for (const { reject } of asked.values()) reject(new Error(`the bot went away while ${account} waited`));
  });
  return {
    say: (line) =>
      new Promise((resolve, reject) => {
        const id = randomUUID();
        const text = JSON.stringify({ type: "say", id, account, line, confirmed: true, language: "en" });
        asked.set(id, { typedAt: wallClock(), firstAt: undefined, resolve, reject });
        socket.write(`${text}\n`);
      }),
    close: () => socket.destroy(),
  };
}

/** Says a line that has to end well. Throws with what the final message said. */
export async function mustSay(terminal: Terminal, line: string): Promise<Course> {
  const course = await terminal.say(line);
  const { status, reply } = course.final;
  if (status !== "done") throw new Error(`${line} ended ${status}: ${[reply.title, ...(reply.text ?? [])].join(" ")}`);
  return course;
}
