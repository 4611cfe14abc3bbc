import { connect } from "node:net";
import { createInterface } from "node:readline";
import { serverMessageSchema } from "../../../bot/terminal/wire.ts";

/** What a terminal offers after an unfinished line. */
export function completionsOf(socketPath: string, account: string, line: string): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    const socket = connect(socketPath);
    socket.once("error", reject);
    createInterface({ input: socket }).once("line", (text) => {
      const message = serverMessageSchema.parse(JSON.parse(text));
      socket.end();
      if (message.type === "completions") resolve(message.items);
      else reject(new Error(`completing ${line}: the bot said ${text}`));
    });
    socket.write(`${JSON.stringify({ type: "complete", id: "1", account, line })}\n`);
  });
}
