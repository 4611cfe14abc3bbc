import { setTimeout as pause } from "node:timers/promises";
import type { ClientMessage, ServerMessage } from "../../bot/terminal/wire.ts";
import { type Connection, type LinkMessage, type Open, openConnection, UnreachableError } from "./connection.ts";
import { RefusedError } from "./refused.ts";

/** A connection that is made again whenever the bot went away. */
export interface SteadyConnection {
  /** Returns false when the bot is away: what is said then is lost. */
  readonly send: (message: ClientMessage | LinkMessage) => boolean;
  /** Whose the connection is, where the bot found that out. */
  readonly account: () => string | undefined;
  readonly close: () => void;
}

export interface SteadyOptions {
  /** The bot's own socket, or another way to open a connection. */
  readonly path: string | Open;
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
  const { path, hear } = options;
  const open = typeof path === "string" ? () => openConnection(path, hear) : () => path(hear);
  let connection: Connection | undefined = await open();
  const { account } = connection;
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
      const back = await open().catch((error: unknown) => {
        // A bot that has just started may have heard no host yet that could say who we are.
        if (error instanceof UnreachableError || error instanceof RefusedError) return undefined;
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
    account: () => connection?.account ?? account,
    close: () => {
      isClosed = true;
      connection?.close();
    },
  };
}
