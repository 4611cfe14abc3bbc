import { z } from "zod";
import { chatConfig, chatSettingsSchema } from "../../bot/chat/settings.ts";
import type { Language } from "../../handlers/kit/reply.ts";
import type { Environment } from "../config.ts";
import { ToldError } from "../kit/verb.ts";

/** The chat platforms that the demo's bot is to be on. */
export type Platform = "slack" | "discord";

/** What a platform cannot do without: at least one of each group. */
const needed: Readonly<Record<Platform, readonly (readonly string[])[]>> = {
  slack: [
    ["SHISA_SLACK_WORKSPACE"],
    ["SHISA_SLACK_BOT_TOKEN"],
    ["SHISA_SLACK_APP_TOKEN", "SHISA_SLACK_SIGNING_SECRET"],
  ],
  discord: [["SHISA_DISCORD_GUILD"], ["SHISA_DISCORD_TOKEN"]],
};
const names = { slack: "Slack", discord: "Discord" } as const;

interface Lacking {
  readonly platform: Platform;
  readonly missing: readonly (readonly string[])[];
}

/** What the platforms still need, each with the groups of settings of which none is there. */
export const lackingOf = (platforms: readonly Platform[], settings: Environment): readonly Lacking[] =>
  platforms
    .map((platform) => {
      const missing = needed[platform].filter((group) => !group.some((name) => Object.hasOwn(settings, name)));
      return { platform, missing };
    })
    .filter(({ missing }) => missing.length > 0);

/**
 * The settings of these platforms, out of all that there are. Throws a ToldError which names every setting that is
 * missing or wrong, and the document that tells where it comes from; never what a setting is.
 */
export function platformSettings(
  platforms: readonly Platform[],
  settings: Environment,
  language: Language,
): Record<string, string> {
  const ours = Object.entries(settings).flatMap(([name, value]): [string, string][] => {
    const isOurs = platforms.some((platform) => name.startsWith(`SHISA_${platform.toUpperCase()}_`));
    const isPrefix = platforms.length > 0 && name === "SHISA_COMMAND_PREFIX";
    return (isOurs || isPrefix) && value !== undefined && value !== "" ? [[name, value]] : [];
  });
  const given = Object.fromEntries(ours);
  const lacking = lackingOf(platforms, given);
  if (lacking.length > 0)
    throw new ToldError(lacking.map(({ platform, missing }) => lackingText(platform, missing, language)).join("\n"));
  const read = chatSettingsSchema.safeParse(given);
  if (!read.success) throw new ToldError(z.prettifyError(read.error));
  chatConfig(read.data);
  return given;
}

function lackingText(platform: Platform, missing: Lacking["missing"], language: Language): string {
  const list = missing.map((group) => `  ${group.join({ ja: " または ", en: " or " }[language])}`).join("\n");
  const name = names[platform];
  const how = `docs/setup-${platform}.md`;
  return {
    ja: `${name} には次の設定が要ります（環境変数または .env）:\n${list}\n手順: ${how}`,
    en: `${name} needs these settings, in the environment or in .env:\n${list}\n${how} tells where each comes from.`,
  }[language];
}

/** What somebody's chat identity looks like on the demo's platforms; the last part is their own. */
export const identityPatterns = (platforms: readonly Platform[], settings: Environment): readonly string[] =>
  platforms.map((platform) =>
    platform === "slack"
      ? `slack:${settings["SHISA_SLACK_WORKSPACE"] ?? "T…"}/U…`
      : `discord:${settings["SHISA_DISCORD_GUILD"] ?? "…"}/…`,
  );
