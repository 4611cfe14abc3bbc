import { connect, type Socket } from "node:net";
import type { PublicServerMessage } from "../../bot/terminal/public/wire.ts";

/** Somebody at everybody's socket who may send whatever they like. */
export interface Stranger {
  readonly socket: Socket;
  /** The nonce of the bot's greeting. */
  readonly nonce: Promise<string>;
  readonly send: (message: unknown) => void;
  /** All that the bot has said so far. */
  readonly heard: readonly PublicServerMessage[];
  /** The next message of one of these types; rejects when the bot hangs up first. */
  readonly next: (...types: PublicServerMessage["type"][]) => Promise<PublicServerMessage>;
  readonly closed: Promise<void>;
}

export function strangerAt(path: string): Stranger {
  const socket = connect(path);
  const heard: PublicServerMessage[] = [];
  const calls = new Set<() => void>();
  const tell = (): void => {
    for (const call of [...calls]) call();
  };
  let rest = "";
  socket.on("data", (chunk: Buffer) => {
    const lines = (rest + chunk.toString()).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) heard.push(JSON.parse(line) as PublicServerMessage);
    tell();
  });
  socket.on("error", () => undefined);
  const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  void closed.then(tell);
  let taken = 0;
  const next = (...types: PublicServerMessage["type"][]): Promise<PublicServerMessage> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const at = heard.findIndex(({ type }, index) => index >= taken && types.includes(type));
        const found = heard[at];
        if (found === undefined && !socket.destroyed) return;
        calls.delete(look);
        taken = at + 1;
        if (found === undefined) reject(new Error(`the bot hung up before it said ${types.join(" or ")}`));
        else resolve(found);
      };
      calls.add(look);
      look();
    });
  const nonce = next("hello").then((hello) => (hello.type === "hello" ? hello.nonce : ""));
  nonce.catch(() => undefined);
  return { socket, nonce, send: (message) => void socket.write(`${JSON.stringify(message)}\n`), heard, next, closed };
}
