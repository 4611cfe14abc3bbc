import { createServer } from "node:net";
import { sayTo } from "../../department/client.ts";
import { type Department, startDepartment } from "../../department/department.ts";
import { type FakeDiscord, startFakeDiscord } from "../../fakes/discord/discord.ts";
import { until } from "../../fakes/kit/until.ts";
import { type FakeSlack, startFakeSlack } from "../../fakes/slack/slack.ts";
import type { Channel } from "../../fakes/slack/world.ts";
import { discordSurface } from "./discord.ts";
import type { ChatSurface } from "./person.ts";
import { slackSurface } from "./slack.ts";
import { terminalSurface } from "./terminal.ts";

/** A department whose bot speaks on every surface at once: real libvirt, real Bolt and discord.js, local platforms. */
export interface Town {
  readonly department: Department;
  readonly slack: FakeSlack;
  readonly discord: FakeDiscord;
  readonly surfaces: readonly ChatSurface[];
  /** The ids of the channels in which approvers are asked. */
  readonly approvers: { readonly slack: Channel; readonly discord: string };
  /** An administrator links an identity to an account. */
  readonly link: (identity: string, account: string) => Promise<void>;
  /** Makes a surface the one that is heard: Slack speaks either by sockets or by requests. */
  readonly speakBy: (surface: string) => void;
  /** Waits until the bot is connected to a surface's platform. */
  readonly heard: (surface: string) => Promise<void>;
  readonly stop: () => Promise<void>;
}

export const surfaceNames = ["Slack's Socket Mode", "Slack's HTTP", "Discord", "the terminal"] as const;

/** How an administrator links people here: one by one, or by a list of the class. */
export interface TownOptions {
  readonly linkBy?: "add" | "class";
}

export async function startTown({ linkBy = "add" }: TownOptions = {}): Promise<Town> {
  const ends: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of ends.reverse()) await end();
  };
  let slack: FakeSlack | undefined;
  let discord: FakeDiscord | undefined;
  let approvers: Town["approvers"] | undefined;
  const slackPort = await freePort();
  try {
    const department = await startDepartment({
      components: ["redis", "vm", "munge"],
      botEnv: async ({ cable }) => {
        slack = await startFakeSlack({ host: cable.machine });
        ends.push(slack.stop);
        discord = await startFakeDiscord({}, cable.machine);
        ends.push(discord.stop);
        approvers = { slack: slack.channel({ name: "approvals" }), discord: discord.channel("approvals").id };
        return {
          SHISA_SLACK_WORKSPACE: slack.team,
          SHISA_SLACK_BOT_TOKEN: slack.botToken,
          SHISA_SLACK_APP_TOKEN: slack.appToken,
          SHISA_SLACK_SIGNING_SECRET: slack.signingSecret,
          SHISA_SLACK_LISTEN: `${cable.lab}:${slackPort}`,
          SHISA_SLACK_API: slack.api,
          SHISA_SLACK_APPROVAL_CHANNEL: approvers.slack.id,
          SHISA_DISCORD_APPROVAL_CHANNEL: approvers.discord,
          SHISA_DISCORD_GUILD: discord.guild,
          SHISA_DISCORD_TOKEN: discord.token,
          SHISA_DISCORD_API: discord.api,
        };
      },
    });
    ends.push(department.stop);
    if (slack === undefined || discord === undefined || approvers === undefined)
      throw new Error("the department did not ask for the platforms");
    const there = slack;
    const platform = discord;
    await platform.ready();
    // Registered a moment after the bot is up: until then nobody finds a command there.
    const isRegistered = () => platform.registrations.some(({ names }) => names.length > 0);
    await until("the commands are registered with Discord", isRegistered, 30_000);
    const link = async (identity: string, account: string): Promise<void> => {
      const list = Buffer.from(`account,identity\n${account},${identity}\n`).toString("base64");
      const said =
        linkBy === "class"
          ? sayTo(department.socket, "adm1", "/link class", { file: { name: "class.csv", content: list } })
          : sayTo(department.socket, "adm1", `/link add ${identity} ${account}`);
      const { status } = await said.final;
      if (status !== "done") throw new Error(`linking ${identity} to ${account} ended ${status}`);
    };
    return {
      department,
      slack,
      discord,
      approvers,
      link,
      surfaces: [
        slackSurface(surfaceNames[0], there, link),
        slackSurface(surfaceNames[1], there, link),
        discordSurface(surfaceNames[2], discord, link),
        terminalSurface(() => department.socket),
      ],
      speakBy: (surface) => {
        if (surface === surfaceNames[1]) there.useHttp(`http://${department.lab.cable.lab}:${slackPort}/slack/events`);
        else there.useSockets();
      },
      heard: async (surface) => {
        if (surface === surfaceNames[0])
          await until("the bot listens to Slack", () => there.sockets.count() > 0, 30_000);
        if (surface === surfaceNames[2]) await platform.ready(30_000);
      },
      stop,
    };
  } catch (cause) {
    await stop();
    throw cause;
  }
}

/** The lab has a network of its own; a port that is free here is so there. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
