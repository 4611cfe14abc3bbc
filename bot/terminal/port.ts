import type { Socket } from "node:net";
import type { Message, MessagePort } from "../message.ts";

/** Edits that are not final wait so long for the next, in milliseconds: enough for a terminal to seem live. */
const editEveryMs = 50;

/**
 * Writes messages as lines to a client for as long as it listens.
 * @param unreadMaxBytes a client that leaves more unread is cut off
 */
export function lineWriter<T>(socket: Socket, unreadMaxBytes: number): (message: T) => void {
  return (message) => {
    if (!socket.writable) return;
    socket.write(`${JSON.stringify(message)}\n`);
    if (socket.writableLength > unreadMaxBytes) socket.destroy();
  };
}

/** A slow reader misses edits in between, but neither the newest nor a final message. */
export function portOf(socket: Socket, send: (message: Message) => void): MessagePort {
  let newest: Message | undefined;
  const sendNewest = (): void => {
    if (newest !== undefined) send(newest);
    newest = undefined;
  };
  return {
    editEveryMs,
    show: (message) => {
      const waits = newest !== undefined;
      newest = message;
      if (message.final || !socket.writableNeedDrain) sendNewest();
      else if (!waits) socket.once("drain", sendNewest);
    },
    onGone: (forget) => {
      if (socket.destroyed) forget();
      else socket.once("close", forget);
    },
  };
}
