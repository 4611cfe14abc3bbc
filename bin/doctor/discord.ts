import { commands } from "../../handlers/registry.ts";
import { type Finding, note } from "./finding.ts";
import type { Patient } from "./patient.ts";

/** Discord takes the token, and everything that the bot needs there is there. `post`: a test line goes to each channel. */
export async function examineDiscord({ bot }: Patient, post: boolean): Promise<Finding[]> {
  if (bot === undefined) return [];
  const { discord, prefix } = bot.chat;
  if (discord === undefined) return [note("Discord は設定がないので使いません", "Discord is off: it has no settings")];
  // Loaded only where it is used: the platform's client is large.
  const { checkDiscord } = await import("../../bot/discord/check.ts");
  return checkDiscord(discord, commands, prefix, post);
}
