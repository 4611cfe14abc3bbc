import { type FakeDiscord, startFakeDiscord } from "../../fakes/discord/discord.ts";
import { until } from "../../fakes/kit/until.ts";
import { type FakeSlack, startFakeSlack } from "../../fakes/slack/slack.ts";
import type { Lab } from "../../lab/lab.ts";

/** A Slack and a Discord on this machine, and what a bot in a lab has to be told of them. */
export interface Platforms {
  readonly slack: FakeSlack;
  readonly discord: FakeDiscord;
  readonly env: Readonly<Record<string, string>>;
  /** Waits until the bot is there and its commands are registered: until then nobody finds one on Discord. */
  readonly ready: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export async function startPlatforms({ machine }: Lab["cable"]): Promise<Platforms> {
  const slack = await startFakeSlack({ host: machine });
  const discord = await startFakeDiscord({}, machine).catch(async (cause: unknown) => {
    await slack.stop();
    throw cause;
  });
  return {
    slack,
    discord,
    env: {
      SHISA_SLACK_WORKSPACE: slack.team,
      SHISA_SLACK_BOT_TOKEN: slack.botToken,
      SHISA_SLACK_APP_TOKEN: slack.appToken,
      SHISA_SLACK_SIGNING_SECRET: slack.signingSecret,
      SHISA_SLACK_API: slack.api,
      SHISA_DISCORD_GUILD: discord.guild,
      SHISA_DISCORD_TOKEN: discord.token,
      SHISA_DISCORD_API: discord.api,
    },
    ready: async () => {
      await discord.ready();
      const isRegistered = () => discord.registrations.some(({ names }) => names.length > 0);
      await until("the commands are registered with Discord", isRegistered, 30_000);
    },
    stop: async () => {
      await discord.stop();
      await slack.stop();
    },
  };
}
