import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type ClientMessage, clientMessageSchema, type ServerMessage } from "../../../bot/terminal/wire.ts";

export type Heard = ClientMessage;
/** What a fake bot does with each message: answer with some of its own, or hang up. */
export type Script = (heard: Heard, bot: { send: (message: ServerMessage) => void; hangUp: () => void }) => void;

/** A bot that only knows the wire: it checks what it hears against the schema and does as its script says. */
export interface FakeBot {
  /** A folder as the bot's own is: SHISA_BOT_STATE. */
  readonly dir: string;
  readonly socket: string;
  readonly heard: Heard[];
  readonly start: (script: Script) => Promise<void>;
  /** Ends all connections and removes the socket, as a bot that was stopped. */
  readonly stop: () => Promise<void>;
  readonly remove: () => Promise<void>;
}

export async function createFakeBot(): Promise<FakeBot> {
  const dir = await mkdtemp(join(tmpdir(), "shisa-fake-bot-"));
  const socket = join(dir, "terminal", "shisa.sock");
  const heard: Heard[] = [];
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  const stop = async (): Promise<void> => {
    for (const each of sockets) each.destroy();
    const old = server;
    server = undefined;
    if (old !== undefined) await new Promise((resolve) => old.close(resolve));
    await rm(socket, { force: true });
  };
  return {
    dir,
    socket,
    heard,
    stop,
    start: async (script) => {
      await mkdir(join(dir, "terminal"), { recursive: true, mode: 0o700 });
      const fresh = createServer((client) => {
        sockets.add(client);
        client.on("error", () => undefined);
        client.once("close", () => sockets.delete(client));
        const send = (message: ServerMessage): void => void client.write(`${JSON.stringify(message)}\n`);
        const lines = createInterface({ input: client }).on("error", () => undefined);
        lines.on("line", (line) => {
          const message = clientMessageSchema.parse(JSON.parse(line));
          heard.push(message);
          script(message, { send, hangUp: () => client.destroy() });
        });
      });
      server = fresh;
      await new Promise<void>((resolve) => fresh.listen(socket, resolve));
    },
    remove: async () => {
      await stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** A final message with nothing but a title. */
export function final(
  id: string,
  status: Exclude<Parameters<typeof tones>[0], undefined>,
  title: string,
): ServerMessage {
  return { type: "message", id, final: true, status, reply: { tone: tones(status), title, privacy: "private" } };
}

type MessageOf = Extract<ServerMessage, { type: "message" }>;
function tones(status: MessageOf["status"]): MessageOf["reply"]["tone"] {
  if (status === "done" || status === "failed" || status === "refused" || status === "unknown") return status;
  return status === "confirm" ? "question" : "failed";
}
