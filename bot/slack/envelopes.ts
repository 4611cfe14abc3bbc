import type { SocketModeReceiver } from "@slack/bolt";
import type { Logger } from "../log.ts";
import { said } from "./log.ts";

/** The client fails, beyond any handler of ours, at a message that is no envelope: such a message is left out. */
export function guardMessages(client: SocketModeReceiver["client"], log: Logger): void {
  const handlers = client.listeners("ws_message");
  client.removeAllListeners("ws_message");
  client.on("ws_message", (data: unknown, isBinary: unknown) => {
    if (!isEnvelope(data)) {
      log.warn("Slack sent something by a socket that is no envelope");
      return;
    }
    for (const handle of handlers)
      Promise.resolve(handle(data, isBinary)).catch((error: unknown) => {
        log.warn({ reason: said(error) }, "reading what came by a socket");
      });
  });
}

/** Those that end up as events have a payload with what the client looks at. */
function isEnvelope(data: unknown): boolean {
  if (typeof data !== "string") return false;
  try {
    const read: unknown = JSON.parse(data);
    if (!isRecord(read) || typeof read["type"] !== "string") return false;
    if (read["type"] === "hello" || read["type"] === "disconnect") return true;
    if (!["events_api", "interactive", "slash_commands"].includes(read["type"])) return false;
    const { payload } = read;
    if (!isRecord(payload)) return false;
    return (
      read["type"] !== "events_api" || (isRecord(payload["event"]) && typeof payload["event"]["type"] === "string")
    );
  } catch {
    return false;
  }
}

const isRecord = (it: unknown): it is Record<string, unknown> =>
  typeof it === "object" && it !== null && !Array.isArray(it);
