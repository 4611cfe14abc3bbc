import { chown, readdir } from "node:fs/promises";
import { join } from "node:path";
import { openStore } from "../../../bot/store/database.ts";
import { linksIn } from "../../../bot/store/links.ts";
import { identityText } from "../../../protocol/identity.ts";
import { readOwnKeys } from "../../../protocol/keys.ts";
import { signLink } from "../../../protocol/link.ts";
import { addCrowd, firstUid } from "../../bench/crowd.ts";
import { type Department, startDepartment } from "../../department/department.ts";
import { type FakeDiscord, startFakeDiscord } from "../../fakes/discord/discord.ts";
import { until } from "../../fakes/kit/until.ts";
import { type FakeSlack, startFakeSlack } from "../../fakes/slack/slack.ts";
import type { Lab } from "../../lab/lab.ts";
import { type Attendant, discordAttendant, slackAttendant } from "./attendant.ts";

export const ways = ["Slack's Socket Mode", "Slack's HTTP", "Discord"] as const;
export type Way = (typeof ways)[number];

/** A department of 260 people, each of whom is linked on Slack and on Discord; bot and executor are processes. */
export interface Hall {
  readonly department: Department;
  readonly slack: FakeSlack;
  readonly discord: FakeDiscord;
  /** The people at a platform, which is spoken with in that way from now on. */
  readonly by: (way: Way) => readonly Attendant[];
  readonly stop: () => Promise<void>;
}

export interface Platforms {
  readonly slack?: Parameters<typeof startFakeSlack>[0];
  readonly discord?: Parameters<typeof startFakeDiscord>[0];
}

/** The lab has a network of its own. */
const slackPort = 3000;

/** Starts all of it, with platforms as they are in the world unless other settings are given. */
export async function startHall(settings: Platforms = {}): Promise<Hall> {
  const ends: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of ends.reverse()) await end();
  };
  let open: (Pick<Hall, "slack" | "discord"> & { people: Record<"slack" | "discord", Attendant[]> }) | undefined;
  try {
    const department = await startDepartment({
      components: ["redis"],
      botEnv: async (lab) => {
        const host = lab.cable.machine;
        const slack = await startFakeSlack({ ...settings.slack, host });
        ends.push(slack.stop);
        const discord = await startFakeDiscord(settings.discord, host);
        ends.push(discord.stop);
        const crowd = await addCrowd(lab);
        const people = {
          slack: crowd.map(() => slackAttendant(slack)),
          discord: crowd.map(() => discordAttendant(discord)),
        };
        await linkAll(lab, crowd, [people.slack, people.discord]);
        open = { slack, discord, people };
        return {
          SHISA_SLACK_WORKSPACE: slack.team,
          SHISA_SLACK_BOT_TOKEN: slack.botToken,
          SHISA_SLACK_APP_TOKEN: slack.appToken,
          SHISA_SLACK_SIGNING_SECRET: slack.signingSecret,
          SHISA_SLACK_LISTEN: `${lab.cable.lab}:${slackPort}`,
          SHISA_SLACK_API: slack.api,
          SHISA_DISCORD_GUILD: discord.guild,
          SHISA_DISCORD_TOKEN: discord.token,
          SHISA_DISCORD_API: discord.api,
        };
      },
    });
    ends.push(department.stop);
    if (open === undefined) throw new Error("the department did not ask for the platforms");
    const { slack, discord, people } = open;
    await discord.ready();
    await until("the commands are registered with Discord", () => discord.world.commands.size > 0);
    return {
      department,
      slack,
      discord,
      by: (way) => {
        if (way === "Discord") return people.discord;
        if (way === "Slack's HTTP") slack.useHttp(`http://${department.lab.cable.lab}:${slackPort}/slack/events`);
        else slack.useSockets();
        return people.slack;
      },
      stop,
    };
  } catch (cause) {
    await stop();
    throw cause;
  }
}

/** Writes into the bot's memory what the executor says of who is who, before the bot starts. */
async function linkAll(
  lab: Lab,
  crowd: readonly string[],
  platforms: readonly (readonly Attendant[])[],
): Promise<void> {
  const folder = join(lab.dir, "shisa");
  const own = await readOwnKeys(join(folder, "executor.keys"));
  const state = join(folder, "bot");
  const store = openStore(state);
  const table = linksIn(store);
  const iat = Date.now();
  const writes = platforms.flatMap((people) =>
    people.map(({ identity }, index) => {
      const person = { name: crowd[index] ?? "", uid: firstUid + index };
      const statement = signLink({ iat, identity, person, by: "adm1", how: "munge", bot: "b" }, own);
      return store.write(() => table.put({ identity: identityText(identity), statement, iat }));
    }),
  );
  await Promise.all(writes);
  store.close();
  const [uid, gid] = await Promise.all(
    ["-u", "-g"].map(async (which) => Number((await lab.run(["id", which, "shisa-bot"])).stdout)),
  );
  for (const file of await readdir(state)) await chown(join(state, file), uid ?? -1, gid ?? -1);
}
