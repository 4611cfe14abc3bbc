import { setTimeout as pause } from "node:timers/promises";
import type { ClientMessage, ServerMessage } from "../../bot/terminal/wire.ts";
import { type Connection, openConnection, UnreachableError } from "./connection.ts";

/** A connection that is made again whenever the bot went away. */
export interface SteadyConnection {
  /** Returns false when the bot is away: what is said then is lost. */
  readonly send: (message: ClientMessage) => boolean;
  readonly close: () => void;
}

export interface SteadyOptions {
  readonly path: string;
  /** How long to wait for a bot that went away before it is called gone, in milliseconds; the trying goes on. */
  readonly patienceMs: number;
  readonly hear: (message: ServerMessage) => void;
  readonly changed: (state: "away" | "gone" | "back") => void;
  /** Whether the wait for the bot keeps the process alive. */
  readonly isWaitedFor: () => boolean;
}

const firstPauseMs = 50;
const longestPauseMs = 1_000;

/** @throws UnreachableError when there is no bot to begin with */
export async function openSteady(options: SteadyOptions): Promise<SteadyConnection> {
  let isClosed = false;
  let connection: Connection | undefined = await openConnection(options.path, options.hear);
  void follow(connection);

  async function follow(current: Connection): Promise<void> {
    await current.closed;
    connection = undefined;
    if (isClosed) return;
    options.changed("away");
    connection = await comeBack();
    if (connection === undefined) return;
    options.changed("back");
    void follow(connection);
  }

  async function comeBack(): Promise<Connection | undefined> {
    const end = Date.now() + options.patienceMs;
    let isGone = false;
    for (let pauseMs = firstPauseMs; !isClosed; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      const back = await openConnection(options.path, options.hear).catch((error: unknown) => {
        if (error instanceof UnreachableError) return undefined;
        throw error;
      });
      if (back !== undefined && isClosed) back.close();
      if (back !== undefined) return isClosed ? undefined : back;
      if (!isGone && Date.now() > end) {
        isGone = true;
        options.changed("gone");
      }
      await pause(pauseMs, undefined, { ref: options.isWaitedFor() });
    }
    return undefined;
  }

  return {
    send: (message) => {
      connection?.send(message);
      return connection !== undefined;
    },
    close: () => {
      isClosed = true;
      connection?.close();
    },
  };
}
