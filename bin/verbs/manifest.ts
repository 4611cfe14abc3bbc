import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Language } from "../../handlers/kit/reply.ts";
import { commands } from "../../handlers/registry.ts";
import { readSettings } from "../config.ts";
import { exitCodes } from "../kit/exit.ts";
import { languageOption } from "../kit/language.ts";
import { readOptions } from "../kit/options.ts";
import { ToldError, UsageError, type Verb } from "../kit/verb.ts";

const options = {
  prefix: { type: "string" },
  url: { type: "string" },
  env: { type: "string", default: ".env" },
  language: { type: "string" },
} as const;

export const manifestVerb: Verb = {
  name: "manifest",
  summary: {
    ja: "Slack と Discord に登録する内容を、コマンドの定義から書き出す",
    en: "write what Slack and Discord are told of, from the commands' definitions",
  },
  usage: {
    ja: `manifest [フォルダ] [--prefix ie-] [--url https://…] [--env .env] [--language ja|en]
  フォルダ（省略すると ./manifest）に slack-manifest.json と discord-commands.json を書く
  --prefix  コマンド名の前に付ける（/ie-vm）。省略すると SHISA_COMMAND_PREFIX
  --url     Slack から HTTP で受け取るときの、外から見たアドレス。省略すると Socket Mode`,
    en: `manifest [FOLDER] [--prefix ie-] [--url https://…] [--env .env] [--language ja|en]
  writes slack-manifest.json and discord-commands.json into the folder (./manifest unless you say)
  --prefix  put before each command's name (/ie-vm); SHISA_COMMAND_PREFIX unless you say
  --url     where Slack reaches the bot by HTTP; without it, Socket Mode`,
  },
  run: async (args, { language: shellLanguage }) => {
    const { values, positionals } = readOptions(args, options, shellLanguage);
    const language = languageOption(values.language, shellLanguage);
    const [folder = "manifest", surplus] = positionals;
    if (surplus !== undefined)
      throw new UsageError({ ja: `${surplus} は余分です。`, en: `${surplus} is not understood.` }[language]);
    const prefix = prefixOf(values.prefix ?? readSettings(values.env)["SHISA_COMMAND_PREFIX"] ?? "", language);
    const url = values.url === undefined ? undefined : urlOf(values.url, language);
    const { slackManifest } = await import("../../bot/slack/manifest.ts");
    const { discordCommands } = await import("../../bot/discord/registration.ts");
    const slack = join(resolve(folder), "slack-manifest.json");
    const discord = join(resolve(folder), "discord-commands.json");
    await write(slack, slackManifest(commands, { prefix, ...(url === undefined ? {} : { url }) }));
    await write(discord, discordCommands(commands, prefix));
    process.stdout.write(`${told(slack, discord)[language]}\n`);
    return exitCodes.done;
  },
};

function prefixOf(typed: string, language: Language): string {
  if (/^[a-z0-9-]{0,12}$/u.test(typed)) return typed;
  const why = {
    ja: "--prefix は半角の英小文字・数字・ハイフンで12文字までです。",
    en: "--prefix has at most 12 of a-z, 0-9 and hyphens.",
  };
  throw new UsageError(why[language]);
}

function urlOf(typed: string, language: Language): string {
  if (URL.canParse(typed) && new URL(typed).protocol === "https:") return typed;
  throw new UsageError({ ja: "--url は https:// で始めます。", en: "--url begins with https://." }[language]);
}

async function write(path: string, what: unknown): Promise<void> {
  try {
    await mkdir(join(path, ".."), { recursive: true });
    await writeFile(path, `${JSON.stringify(what, undefined, 2)}\n`);
  } catch (cause) {
    throw new ToldError(`writing ${path}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

const told = (slack: string, discord: string) => ({
  ja: `${slack}
  Slack のアプリの作成画面に貼り付ける（docs/setup-slack.md）
${discord}
  ボットが起動のたびに自分で登録する内容。確認用（docs/setup-discord.md）`,
  en: `${slack}
  to be pasted where an app is made in Slack (docs/setup-slack.md)
${discord}
  what the bot registers by itself when it starts; to look at (docs/setup-discord.md)`,
});
