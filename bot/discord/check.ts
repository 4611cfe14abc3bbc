import { Routes } from "discord.js";
import { z } from "zod";
import type { Command } from "../../handlers/kit/definition.ts";
import type { DiscordConfig } from "../chat/settings.ts";
import { bad, type Finding, good, note } from "../finding.ts";
import { checkChannels } from "./check-channels.ts";
import { faultText, isRefusedToken } from "./faults.ts";
import { isSame, leftoverCommands, registeredCommands } from "./register.ts";
import { discordCommands } from "./registration.ts";
import { createRests, type Rests } from "./rests.ts";

const applicationSchema = z.looseObject({ id: z.string().min(1), bot_public: z.boolean().nullish() });
const gatewaySchema = z.looseObject({
  session_start_limit: z.looseObject({ total: z.number(), remaining: z.number() }),
});
/** With fewer starts left the gateway will soon let the bot in no more until the next day. */
const fewStarts = 20;

/** For the doctor: looks at Discord as the bot will use it. Never throws. `post`: says a line in each channel. */
export async function checkDiscord(
  config: DiscordConfig,
  commands: readonly Command[],
  prefix: string,
  post: boolean,
): Promise<Finding[]> {
  const rests = createRests(config);
  try {
    const application = applicationSchema.parse(await rests.posts.get(Routes.currentApplication()));
    const open = application.bot_public === true ? [publicNote] : [];
    return [
      good("Discord はトークンを受け付けます", "Discord takes the token"),
      ...open,
      await checkGuild(rests, config.guild, application.id),
      await checkGateway(rests),
      ...(await checkCommands(rests, config.guild, application.id, commands, prefix)),
      ...(await checkChannels(rests, config.channels, post)),
    ];
  } catch (cause) {
    return [isRefusedToken(cause) ? refusedToken : unreachable(cause)];
  } finally {
    rests.stop();
  }
}

const refusedToken = bad(
  { ja: "Discord がトークンを受け付けません", en: "Discord refuses the token" },
  {
    ja: "Developer Portal の Bot → Reset Token で作り直し、SHISA_DISCORD_TOKEN に書く",
    en: "make a new one in the Developer Portal (Bot, Reset Token) and set SHISA_DISCORD_TOKEN",
  },
);
const unreachable = (cause: unknown): Finding =>
  bad(
    { ja: `Discord に届きません: ${faultText(cause)}`, en: `Discord does not answer: ${faultText(cause)}` },
    { ja: "ネットワークと SHISA_DISCORD_API を確かめる", en: "look at the network and SHISA_DISCORD_API" },
  );
const publicNote = note(
  "このアプリはだれでも自分のサーバーに追加できます（ほかのサーバーからの操作は断ります）。Bot → Public Bot をオフにできます",
  "anybody can add this app to a server of theirs (the bot answers nobody there); Bot, Public Bot turns that off",
);

async function checkGuild({ posts }: Rests, guild: string, application: string): Promise<Finding> {
  try {
    await posts.get(Routes.guild(guild));
    return good(`ボットはサーバー ${guild} に入っています`, `the bot is in the server ${guild}`);
  } catch (cause) {
    const invite = `https://discord.com/oauth2/authorize?client_id=${application}&scope=bot+applications.commands&permissions=309237681152&guild_id=${guild}`;
    return bad(
      {
        ja: `サーバー ${guild} が見えません: ${faultText(cause)}`,
        en: `the server ${guild} cannot be seen: ${faultText(cause)}`,
      },
      {
        ja: `SHISA_DISCORD_GUILD を確かめ、招待する: ${invite}`,
        en: `look at SHISA_DISCORD_GUILD, and invite the bot: ${invite}`,
      },
    );
  }
}

/** Without opening a session: a second one of the same bot would get what the running one is to answer. */
async function checkGateway({ posts }: Rests): Promise<Finding> {
  try {
    const { session_start_limit: starts } = gatewaySchema.parse(await posts.get(Routes.gatewayBot()));
    const { remaining, total } = starts;
    if (remaining > fewStarts)
      return good(
        `ゲートウェイは使えます（残り ${remaining}/${total} 回）`,
        `the gateway lets the bot in (${remaining} of ${total} starts left)`,
      );
    return bad(
      { ja: `ゲートウェイの残り回数が ${remaining} 回です`, en: `the gateway has only ${remaining} starts left` },
      { ja: "ボットが再起動を繰り返していないか見る", en: "see whether the bot starts over and over" },
    );
  } catch (cause) {
    return unreachable(cause);
  }
}

async function checkCommands(
  rests: Rests,
  guild: string,
  application: string,
  commands: readonly Command[],
  prefix: string,
): Promise<Finding[]> {
  const again = {
    ja: "ボットを起動し直す（起動時に登録します）",
    en: "restart the bot: it registers them when it starts",
  };
  try {
    const wanted = discordCommands(commands, prefix);
    const isUpToDate = isSame(await registeredCommands(application, rests), wanted);
    const leftover = await leftoverCommands(application, guild, rests).catch(() => []);
    const list = wanted.map(({ name }) => `/${name}`).join(" ");
    return [
      isUpToDate
        ? good(`コマンドは登録済みです: ${list}`, `the commands are registered: ${list}`)
        : bad(
            { ja: "登録済みのコマンドが今のものと違います", en: "other commands are registered than there are" },
            again,
          ),
      ...(leftover.length === 0
        ? []
        : [
            bad(
              { ja: "サーバーだけの古いコマンドが残っています", en: "old commands of the server alone are left" },
              again,
            ),
          ]),
    ];
  } catch (cause) {
    const text = faultText(cause);
    return [
      bad({ ja: `コマンドの登録を読めません: ${text}`, en: `the registered commands cannot be read: ${text}` }, again),
    ];
  }
}
