import type { Surroundings } from "../kit/verb.ts";
import { findSocket } from "../launch/state.ts";
import { UnreachableError } from "./connection.ts";
import { type FinalMessage, openConversation, type SayMessage } from "./conversation.ts";

const patienceMs = 30_000;

/** Says one line to the running bot and gives its final message; prints nothing. Throws as openConversation and say. */
export async function ask(
  message: SayMessage,
  state: string | undefined,
  { config }: Surroundings,
): Promise<FinalMessage> {
  const path = await findSocket(state, config);
  if (path === undefined) throw new UnreachableError("no bot runs here");
  const conversation = await openConversation({ path, patienceMs });
  try {
    return await conversation.say(message, () => undefined);
  } finally {
    conversation.close();
  }
}
