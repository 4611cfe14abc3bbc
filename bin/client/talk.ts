import type { Surroundings } from "../kit/verb.ts";
import { UnreachableError } from "./connection.ts";
import { type Conversation, openConversation } from "./conversation.ts";
import { wayTo } from "./way.ts";

const patienceMs = 30_000;

/** A talk of more than one line with the running bot, as `account`, or as whoever runs this. Throws as openConversation. */
export async function talk(
  account: string,
  state: string | undefined,
  { config, language }: Surroundings,
): Promise<Conversation> {
  const path = await wayTo(account, state, config, language);
  if (path === undefined) throw new UnreachableError("no bot runs here");
  return openConversation({ path, patienceMs });
}
