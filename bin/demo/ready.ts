import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { openConversation } from "../client/conversation.ts";

/** The student whom the demo speaks as. */
export const demoAccount = "e235701";

/** An administrator of the demo, who may link people. */
export const demoAdmin = "adm1";

/**
 * Waits until the bot answers that student from what the host said: the way from the terminal to the host and back is
 * open. Throws when the signal is given first.
 */
export async function waitUntilHeard(socket: string, signal: AbortSignal): Promise<void> {
  while ((await askTemplates(socket).catch(() => undefined)) !== "done") {
    if (signal.aborted) throw new Error("the bot has not heard the host");
    await pause(100);
  }
}

async function askTemplates(path: string): Promise<string> {
  const conversation = await openConversation({ path, patienceMs: 5_000 });
  try {
    const line = { id: randomUUID(), account: demoAccount, line: "/vm templates", confirmed: false };
    return (await conversation.say({ type: "say", ...line }, () => undefined)).status;
  } finally {
    conversation.close();
  }
}
