import { createServer } from "node:net";
import { sayTo } from "../../department/client.ts";
import { type Department, startDepartment } from "../../department/department.ts";
import type { FakeDiscord } from "../../fakes/discord/discord.ts";
import { until } from "../../fakes/kit/until.ts";
import type { FakeSlack } from "../../fakes/slack/slack.ts";
import type { Channel } from "../../fakes/slack/world.ts";
import { discordSurface } from "./discord.ts";
import type { ChatSurface } from "./person.ts";
import { type Platforms, startPlatforms } from "./platforms.ts";
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
  let platforms: Platforms | undefined;
  let approvers: Town["approvers"] | undefined;
  const slackPort = await freePort();
  try {
    const department = await startDepartment({
      components: ["redis", "vm", "munge"],
      botEnv: async ({ cable }) => {
        platforms = await startPlatforms(cable);
        ends.push(platforms.stop);
        const { slack, discord, env } = platforms;
        approvers = { slack: slack.channel({ name: "approvals" }), discord: discord.channel("approvals").id };
        return {
          ...env,
          SHISA_SLACK_LISTEN: `${cable.lab}:${slackPort}`,
          SHISA_SLACK_APPROVAL_CHANNEL: approvers.slack.id,
          SHISA_DISCORD_APPROVAL_CHANNEL: approvers.discord,
        };
      },
    });
    ends.push(department.stop);
    if (platforms === undefined || approvers === undefined)
      throw new Error("the department did not ask for the platforms");
    const { slack, discord } = platforms;
    await platforms.ready();
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
        slackSurface(surfaceNames[0], slack, link),
        slackSurface(surfaceNames[1], slack, link),
        discordSurface(surfaceNames[2], discord, link),
        terminalSurface(() => department.socket),
      ],
      speakBy: (surface) => {
        if (surface === surfaceNames[1]) slack.useHttp(`http://${department.lab.cable.lab}:${slackPort}/slack/events`);
        else slack.useSockets();
      },
      heard: async (surface) => {
        if (surface === surfaceNames[0])
          await until("the bot listens to Slack", () => slack.sockets.count() > 0, 30_000);
        if (surface === surfaceNames[2]) await discord.ready(30_000);
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
