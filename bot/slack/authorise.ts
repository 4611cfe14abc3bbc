import type { SlackConfig } from "../chat/settings.ts";
import type { Self } from "./app.ts";
import type { WebClient } from "./clients.ts";
import { codeOf, isRefusedToken, sendErrorOf } from "./faults.ts";

/**
 * Finds out who the app is. Throws an Error that says what to mend where the token is refused or belongs to another
 * workspace, and a SendError where Slack does not say.
 */
export async function authorise(client: WebClient, { workspace }: Pick<SlackConfig, "workspace">): Promise<Self> {
  let answer: Awaited<ReturnType<WebClient["auth"]["test"]>>;
  try {
    answer = await client.auth.test();
  } catch (error) {
    if (isRefusedToken(error))
      throw new Error(
        `Slack refuses SHISA_SLACK_BOT_TOKEN (${codeOf(error)}): install the app in the workspace again, and set the bot token that is shown there`,
        { cause: error },
      );
    throw sendErrorOf("asking Slack who the app is", error);
  }
  const { team_id: team, bot_id: botId, user_id: botUserId } = answer;
  if (team !== workspace)
    throw new Error(
      `SHISA_SLACK_BOT_TOKEN belongs to the workspace ${team ?? "(unnamed)"}, but SHISA_SLACK_WORKSPACE is ${workspace}`,
    );
  if (botId === undefined || botUserId === undefined)
    throw new Error("SHISA_SLACK_BOT_TOKEN is no bot's token: set the one that begins with xoxb-");
  return { botId, botUserId };
}
