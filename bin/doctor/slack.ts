import { commands } from "../../handlers/registry.ts";
import { type Finding, note } from "./finding.ts";
import type { Patient } from "./patient.ts";

/** Slack takes the token, and everything that the bot needs there is there. `post`: a test line goes to each channel. */
export async function examineSlack({ bot }: Patient, post: boolean): Promise<Finding[]> {
  if (bot === undefined) return [];
  const { slack, prefix } = bot.chat;
  if (slack === undefined) return [note("Slack は設定がないので使いません", "Slack is off: it has no settings")];
  // Loaded only where it is used: the platform's client is large.
  const { checkSlack } = await import("../../bot/slack/check.ts");
  return checkSlack(slack, commands, prefix, post);
}
