import type { Language } from "../../handlers/kit/reply.ts";
import type { BinConfig } from "../config.ts";
import { findSocket } from "../launch/state.ts";
import { myself } from "./account.ts";
import type { Open } from "./connection.ts";
import { openAsMyself } from "./public/open.ts";
import { findTerminal } from "./public/place.ts";

/**
 * How to reach the bot: root speaks on the bot's own socket, as whom it says, and everybody else where munge says who
 * they are. Undefined where nothing says where a bot could be.
 * @param state the folder of the department that is meant, where one was said
 */
export async function wayTo(
  account: string,
  state: string | undefined,
  config: BinConfig,
  language: Language,
): Promise<string | Open | undefined> {
  if (account !== myself) return findSocket(state, config);
  const place = await findTerminal(state, config);
  return place === undefined ? undefined : openAsMyself(place, language);
}
