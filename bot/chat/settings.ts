import { z } from "zod";

/** The channels that the bot itself posts in, by the platform's ids. */
export interface Channels {
  readonly alert: string | undefined;
  readonly approval: string | undefined;
  readonly announcement: string | undefined;
}

export interface SlackConfig {
  /** The workspace's id (T…): nobody from another is heard. */
  readonly workspace: string;
  readonly botToken: string;
  /** For Socket Mode; absent: only HTTP. */
  readonly appToken: string | undefined;
  /** For requests over HTTP; absent: only Socket Mode. */
  readonly http: { readonly signingSecret: string; readonly host: string; readonly port: number } | undefined;
  /** The Web API's address, with a slash at its end. */
  readonly api: string;
  readonly channels: Channels;
}

export interface DiscordConfig {
  /** The server's id: nobody from another is heard. */
  readonly guild: string;
  readonly token: string;
  /** The REST API's address, without its version. */
  readonly api: string;
  readonly channels: Channels;
}

export interface ChatConfig {
  /** Put before each command's name where the bare one is taken: "ie-" makes /ie-vm. */
  readonly prefix: string;
  readonly slack: SlackConfig | undefined;
  readonly discord: DiscordConfig | undefined;
}

const slackChannel = z
  .string()
  .regex(/^[CG][A-Z0-9]{2,30}$/, "must be a channel's id, like C0123456789")
  .optional();
const snowflake = z.string().regex(/^[0-9]{15,21}$/, "must be an id, a number of some 18 digits");
/** A token is never shown, so neither is what is wrong with it. */
const secret = (start: string) => z.string().startsWith(start, `must begin with ${start}`).optional();

/** Settings of the chat platforms; none at all means terminals only. */
export const chatSettingsSchema = z.object({
  SHISA_COMMAND_PREFIX: z
    .string()
    .regex(/^[a-z0-9-]{0,12}$/, "must be at most 12 of a-z, 0-9 and hyphens")
    .default(""),
  SHISA_SLACK_WORKSPACE: z
    .string()
    .regex(/^T[A-Z0-9]{2,30}$/, "must be the workspace's id, like T0123456789")
    .optional(),
  SHISA_SLACK_BOT_TOKEN: secret("xoxb-"),
  SHISA_SLACK_APP_TOKEN: secret("xapp-"),
  SHISA_SLACK_SIGNING_SECRET: z.string().min(16, "is too short").optional(),
  SHISA_SLACK_LISTEN: z
    .string()
    .regex(/^[^\s:]+:[0-9]{1,5}$/, "must be HOST:PORT")
    .default("127.0.0.1:3000"),
  SHISA_SLACK_API: z.url().default("https://slack.com/api/"),
  SHISA_SLACK_ALERT_CHANNEL: slackChannel,
  SHISA_SLACK_APPROVAL_CHANNEL: slackChannel,
  SHISA_SLACK_ANNOUNCEMENT_CHANNEL: slackChannel,
  SHISA_DISCORD_GUILD: snowflake.optional(),
  SHISA_DISCORD_TOKEN: z.string().min(20, "is too short").optional(),
  SHISA_DISCORD_API: z.url().default("https://discord.com/api"),
  SHISA_DISCORD_ALERT_CHANNEL: snowflake.optional(),
  SHISA_DISCORD_APPROVAL_CHANNEL: snowflake.optional(),
  SHISA_DISCORD_ANNOUNCEMENT_CHANNEL: snowflake.optional(),
});
type ChatSettings = z.infer<typeof chatSettingsSchema>;

/** Throws an Error that says which setting a platform lacks. */
export function chatConfig(settings: ChatSettings): ChatConfig {
  return { prefix: settings.SHISA_COMMAND_PREFIX, slack: slackConfig(settings), discord: discordConfig(settings) };
}

function slackConfig(it: ChatSettings): SlackConfig | undefined {
  const { SHISA_SLACK_BOT_TOKEN: botToken, SHISA_SLACK_APP_TOKEN: appToken } = it;
  const { SHISA_SLACK_WORKSPACE: workspace, SHISA_SLACK_SIGNING_SECRET: signingSecret } = it;
  if ([botToken, appToken, workspace, signingSecret].every((each) => each === undefined)) return undefined;
  if (workspace === undefined) throw new Error("Slack needs SHISA_SLACK_WORKSPACE");
  if (botToken === undefined) throw new Error("Slack needs SHISA_SLACK_BOT_TOKEN");
  if (appToken === undefined && signingSecret === undefined)
    throw new Error("Slack needs SHISA_SLACK_APP_TOKEN (Socket Mode) or SHISA_SLACK_SIGNING_SECRET (HTTP)");
  const at = it.SHISA_SLACK_LISTEN.lastIndexOf(":");
  const listen = { host: it.SHISA_SLACK_LISTEN.slice(0, at), port: Number(it.SHISA_SLACK_LISTEN.slice(at + 1)) };
  return {
    workspace,
    botToken,
    appToken,
    http: signingSecret === undefined ? undefined : { signingSecret, ...listen },
    api: it.SHISA_SLACK_API,
    channels: {
      alert: it.SHISA_SLACK_ALERT_CHANNEL,
      approval: it.SHISA_SLACK_APPROVAL_CHANNEL,
      announcement: it.SHISA_SLACK_ANNOUNCEMENT_CHANNEL,
    },
  };
}

function discordConfig(it: ChatSettings): DiscordConfig | undefined {
  const { SHISA_DISCORD_GUILD: guild, SHISA_DISCORD_TOKEN: token } = it;
  if (guild === undefined && token === undefined) return undefined;
  if (guild === undefined) throw new Error("Discord needs SHISA_DISCORD_GUILD");
  if (token === undefined) throw new Error("Discord needs SHISA_DISCORD_TOKEN");
  return {
    guild,
    token,
    api: it.SHISA_DISCORD_API,
    channels: {
      alert: it.SHISA_DISCORD_ALERT_CHANNEL,
      approval: it.SHISA_DISCORD_APPROVAL_CHANNEL,
      announcement: it.SHISA_DISCORD_ANNOUNCEMENT_CHANNEL,
    },
  };
}
