import { join } from "node:path";
import { type Managed, startManaged } from "../../department/process.ts";
import { startFakeDiscord } from "../../fakes/discord/discord.ts";
import type { Window } from "../../fakes/discord/settings.ts";
import { noRates } from "../../fakes/slack/rates.ts";
import { startFakeSlack } from "../../fakes/slack/slack.ts";
import type { Lab } from "../../lab/lab.ts";
import { repositoryRoot } from "../../lab/paths.ts";
import { type Attendant, discordAttendant, slackAttendant } from "../../system/chat/attendant.ts";
import { type Hall, startHall, type Way } from "../../system/chat/hall.ts";
import type { BareSettings } from "./bare-settings.ts";

/** The bot, and a program that only acknowledges, each with platforms of its own and as many people. */
export interface Sides {
  readonly shisa: Hall;
  readonly bare: Pick<Hall, "by">;
  readonly stop: () => Promise<void>;
}

/** How often a platform lets anybody ask is no matter here: what comes in is measured. */
const endless: Window = { requests: 1_000_000, perMs: 1_000 };
const lax = {
  slack: { rates: noRates },
  discord: { global: endless, rates: { other: endless, webhook: endless } },
} as const;
const barePort = 3001;

/** Starts both; the bare program runs where the bot does, in the lab, with the same way to its platforms. */
export async function startSides(): Promise<Sides> {
  const ends: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of ends.reverse()) await end();
  };
  try {
    const shisa = await startHall(lax);
    ends.push(shisa.stop);
    const { lab, folder } = shisa.department;
    const slack = await startFakeSlack({ ...lax.slack, host: lab.cable.machine });
    ends.push(slack.stop);
    const discord = await startFakeDiscord(lax.discord, lab.cable.machine);
    ends.push(discord.stop);
    for (const [where, commands] of shisa.discord.world.commands) discord.world.commands.set(where, commands);
    const { api, botToken, appToken, signingSecret } = slack;
    const program = await startBare(lab, join(folder, "bare.log"), {
      slack: { api, botToken, appToken, signingSecret, host: lab.cable.lab, port: barePort },
      discord: { api: discord.api, token: discord.token },
    });
    ends.push(program.stop);
    const everybody = shisa.by("Discord");
    const onSlack = everybody.map((): Attendant => slackAttendant(slack));
    const onDiscord = everybody.map((): Attendant => discordAttendant(discord));
    const by = (way: Way): readonly Attendant[] => {
      if (way === "Discord") return onDiscord;
      if (way === "Slack's HTTP") slack.useHttp(`http://${lab.cable.lab}:${barePort}/slack/events`);
      else slack.useSockets();
      return onSlack;
    };
    return { shisa, bare: { by }, stop };
  } catch (cause) {
    await stop();
    throw cause;
  }
}

const startBare = (lab: Lab, log: string, settings: BareSettings): Promise<Managed> => {
  const program = join(repositoryRoot(), "dist/test/bench/chat/bare.js");
  const argv = lab.enter([process.execPath, program, JSON.stringify(settings)]);
  return startManaged(argv, { env: { PATH: "/usr/bin:/bin" }, log, wrapped: true, deadlineMs: 30_000 });
};
