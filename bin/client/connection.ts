import { connect, type Socket } from "node:net";
import { createInterface } from "node:readline";
import type { PublicClientMessage } from "../../bot/terminal/public/wire.ts";
import { type ClientMessage, type ServerMessage, serverMessageSchema } from "../../bot/terminal/wire.ts";

/** What a person of their own may send beside it: their proof for a chat. */
export type LinkMessage = Extract<PublicClientMessage, { type: "link" }>;

/** One connection to the bot's socket. */
export interface Connection {
  /** Whose it is, where the bot itself found that out. */
  readonly account?: string;
  readonly send: (message: ClientMessage | LinkMessage) => void;
  /** Resolves when the bot or `close` has ended it; never rejects. */
  readonly closed: Promise<void>;
  readonly close: () => void;
}

/** Makes a connection and hands each of the bot's messages to `listen`. Throws an UnreachableError without a bot. */
export type Open = (listen: (message: ServerMessage) => void) => Promise<Connection>;

/** The bot's socket is not there, or nobody listens on it. */
export class UnreachableError extends Error {
  override readonly name = "UnreachableError";
}

/**
 * Connects to the bot and hands each of its messages to `listen`. A line that is none of bot/terminal/wire.ts's
 * messages ends the connection.
 * @throws UnreachableError with the system's error as its cause
 */
export async function openConnection(path: string, listen: (message: ServerMessage) => void): Promise<Connection> {
  const socket = await connected(path);
  const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  createInterface({ input: socket })
    .on("line", (line) => {
      const message = readMessage(line);
      if (message === undefined) socket.destroy();
      else listen(message);
    })
    // It passes on the socket's errors, which end in "close" all the same.
    .on("error", () => undefined);
  return {
    send: (message) => void socket.write(`${JSON.stringify(message)}\n`),
    closed,
    close: () => void socket.end(() => socket.destroy()),
  };
}

function connected(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    socket.once("connect", () => resolve(socket));
    socket.on("error", (cause) => reject(new UnreachableError(`connecting to ${path}: ${cause.message}`, { cause })));
  });
}

function readMessage(line: string): ServerMessage | undefined {
  try {
    return serverMessageSchema.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}
