import type { Socket } from "node:net";
import type { Invocation } from "../../handlers/kit/dispatch.ts";
import type { ChatIdentity } from "../../protocol/messages.ts";
import type { Core } from "../core.ts";
import type { Logger } from "../log.ts";
import { filesOf } from "./files.ts";
import { type LineReader, lineReader } from "./lines.ts";
import { lineWriter, portOf } from "./port.ts";
import { type ClientMessage, clientMessageSchema, lineMaxBytes, type ServerMessage } from "./wire.ts";

/** A client that reads nothing may leave so much unread, in bytes; then it is cut off. */
const unreadMaxBytes = 4_000_000;

/** Serves one terminal for as long as it stays. */
export function createConnection(socket: Socket, workspace: string, core: Core, log: Logger): void {
  const send = lineWriter<ServerMessage>(socket, unreadMaxBytes);
  const refuse = (code: "line.too_long" | "line.unreadable", text: string): void => {
    send({ type: "error", code, text });
    socket.end();
  };
  const portFor = (id: string) => portOf(socket, (message) => send({ type: "message", id, ...message }));
  const take: LineReader = lineReader(lineMaxBytes, {
    line: (line) => {
      const message = read(line);
      if (message === undefined) refuse("line.unreadable", "the line is no message of a terminal");
      else if (message.type === "complete") complete(message);
      else void core.handle(invocationOf(message, workspace), portFor(message.id));
      return message !== undefined;
    },
    tooLong: () => refuse("line.too_long", `a line may have at most ${lineMaxBytes} bytes`),
  });
  const complete = ({ id, account, line }: Extract<ClientMessage, { type: "complete" }>): void => {
    try {
      const items = core.complete({ account, line, identity: identityOf(workspace, account) });
      send({ type: "completions", id, items: [...items] });
    } catch (cause) {
      log.error({ err: cause }, "completing a line");
      send({ type: "completions", id, items: [] });
    }
  };
  // Each follower of a job listens for the socket's end, and one terminal may follow many.
  socket.setMaxListeners(0);
  socket.on("data", take);
  socket.on("error", () => socket.destroy());
}

function read(line: string): ClientMessage | undefined {
  try {
    return clientMessageSchema.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}

/** A terminal's identity: this machine, and the account that root said it speaks for. */
const identityOf = (workspace: string, account: string): ChatIdentity => ({
  platform: "terminal",
  workspace,
  user: account.slice(0, 64),
});

const invocationOf = (say: Extract<ClientMessage, { type: "say" }>, workspace: string): Invocation => ({
  id: `terminal:${say.id}`,
  identity: identityOf(workspace, say.account),
  account: say.account,
  place: "private",
  ...(say.language === undefined ? {} : { language: say.language }),
  line: say.line,
  ...filesOf(say.file),
  confirmed: say.confirmed,
  at: Date.now(),
});
