import type { Socket } from "node:net";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import {
  type PublicClientMessage,
  type PublicServerMessage,
  publicServerSchema,
} from "../../../bot/terminal/public/wire.ts";
import { serverMessageSchema } from "../../../bot/terminal/wire.ts";
import type { Language } from "../../../handlers/kit/reply.ts";
import { isSessionNonce } from "../../../protocol/session.ts";
import { ToldError } from "../../kit/verb.ts";
import { type Connection, type Open, UnreachableError } from "../connection.ts";
import { mungeCredential } from "../munge.ts";
import { RefusedError } from "../refused.ts";
import type { TerminalPlace } from "./place.ts";
import { reach } from "./reach.ts";

/** How long the bot may be silent before it has said who we are, in milliseconds. */
const patienceMs = 45_000;

/** Opens connections as whoever runs this: munge says so, anew for each. */
export const openAsMyself =
  (place: TerminalPlace, language: Language): Open =>
  async (listen) => {
    const socket = await reach(place);
    const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
    const send = (message: PublicClientMessage): void => void socket.write(`${JSON.stringify(message)}\n`);
    const heard = listenTo(socket);
    try {
      const account = await introduce(heard, send, language);
      heard.handOver((message) => {
        const usual = serverMessageSchema.safeParse(message);
        if (usual.success) listen(usual.data);
      });
      return connectionOf(socket, closed, account, send);
    } catch (cause) {
      socket.destroy();
      throw cause;
    }
  };

type Heard = ReturnType<typeof listenTo>;

async function introduce(heard: Heard, send: (message: PublicClientMessage) => void, language: Language) {
  const hello = await heard.next();
  if (hello.type !== "hello" || !isSessionNonce(hello.nonce)) {
    const text = {
      ja: "ボットではないものが答えています。証明は何も渡していません。管理者に伝えてください。",
      en: "What answers is not the bot: it asks for a proof of something else. It was given none. Tell an administrator.",
    };
    throw new ToldError(text[language]);
  }
  send({ type: "proof", credential: await mungeCredential(hello.nonce, language), language });
  const answer = await heard.next();
  if (answer.type === "welcome") return answer.account;
  if (answer.type === "refused") throw new RefusedError(answer.refusal, answer.reply);
  throw new UnreachableError("connecting to the bot: it does not say who we are");
}

function connectionOf(
  socket: Socket,
  closed: Promise<void>,
  account: string,
  send: (message: PublicClientMessage) => void,
): Connection {
  return {
    account,
    send: (message) => {
      if (message.type === "link") return send(message);
      // Nobody says who they are here.
      const { account: _, ...rest } = message;
      send(rest);
    },
    closed,
    close: () => void socket.end(() => socket.destroy()),
  };
}

/** The bot's messages one after the other, then all of them to whoever takes over. */
function listenTo(socket: Socket) {
  const waiting: PublicServerMessage[] = [];
  let take: (message: PublicServerMessage) => void = (message) => void waiting.push(message);
  let gone: () => void = () => undefined;
  const lines = createInterface({ input: socket });
  lines.on("line", (line) => {
    const message = readMessage(line);
    if (message === undefined) socket.destroy();
    else take(message);
  });
  lines.on("error", () => undefined);
  socket.once("close", () => gone());
  return {
    next: async (): Promise<PublicServerMessage> => {
      const first = waiting.shift();
      if (first !== undefined) return first;
      const ended = new AbortController();
      const coming = new Promise<PublicServerMessage>((resolve, reject) => {
        const away = (): void => reject(new UnreachableError("connecting to the bot: it went away"));
        take = resolve;
        gone = away;
        if (socket.destroyed) away();
      });
      const late = pause(patienceMs, undefined, { signal: ended.signal }).then(() => {
        throw new UnreachableError("connecting to the bot: it says nothing");
      });
      late.catch(() => undefined);
      return Promise.race([coming, late]).finally(() => {
        ended.abort();
        take = (message) => void waiting.push(message);
      });
    },
    handOver: (to: (message: PublicServerMessage) => void): void => {
      take = to;
      for (const message of waiting.splice(0)) to(message);
    },
  };
}

function readMessage(line: string): PublicServerMessage | undefined {
  try {
    return publicServerSchema.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}
