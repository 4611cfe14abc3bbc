import { createHash } from "node:crypto";
import { resolve } from "node:path";
import type { Language, Text } from "../../handlers/kit/reply.ts";
import { type BinConfig, demoStateDir } from "../config.ts";
import { languageOption } from "../kit/language.ts";
import { readOptions } from "../kit/options.ts";
import { UsageError } from "../kit/verb.ts";
import type { Platform } from "./platforms.ts";

export interface DemoArguments {
  readonly act: "run" | "background" | "stop" | "status" | "help";
  readonly language: Language;
  readonly dir: string;
  /** On which the bot is to be, with the settings of `envFile` and of the environment. */
  readonly platforms: readonly Platform[];
  /** An absolute path. */
  readonly envFile: string;
}

const options = {
  yes: { type: "boolean", short: "y" },
  background: { type: "boolean" },
  stop: { type: "boolean" },
  status: { type: "boolean" },
  help: { type: "boolean", short: "h" },
  language: { type: "string" },
  state: { type: "string" },
  slack: { type: "boolean" },
  discord: { type: "boolean" },
  env: { type: "string", default: ".env" },
} as const;

export const demoUsage: Text = {
  ja: `npm run demo [-- --background | --stop | --status] [--yes] [--slack] [--discord]
             [--language ja|en] [--state フォルダ] [--env .env]
  何も付けなければ、研究室を一つ立ち上げてチャットを開く。チャットを出ると止まる
  --background  準備ができたら戻り、動かしたままにする
  --stop        止めて、何も残さない
  --status      動いているかを見る
  --slack       ボットを Slack にもつなぐ（docs/setup-slack.md）。トークンは環境変数か .env から読む
  --discord     ボットを Discord にもつなぐ（docs/setup-discord.md）
  --yes         必要な Debian パッケージを尋ねずに入れる`,
  en: `npm run demo [-- --background | --stop | --status] [--yes] [--slack] [--discord]
             [--language ja|en] [--state FOLDER] [--env .env]
  without any of them: brings up a department and opens the chat; leaving the chat stops it
  --background  returns when all is ready and leaves it running
  --stop        stops it and leaves nothing
  --status      says whether it runs
  --slack       the bot is on Slack too (docs/setup-slack.md), with the tokens of the environment or of .env
  --discord     the bot is on Discord too (docs/setup-discord.md)
  --yes         installs the Debian packages needed without asking`,
};

export function readArguments(args: readonly string[], config: BinConfig): DemoArguments {
  const { values, positionals } = readOptions(args, options, config.language);
  const language = languageOption(values.language, config.language);
  const [surplus] = positionals;
  if (surplus !== undefined)
    throw new UsageError({ ja: `${surplus} は余分です。`, en: `${surplus} is not understood.` }[language]);
  const acts = (["help", "stop", "status", "background"] as const).filter((name) => values[name] === true);
  if (acts.length > 1)
    throw new UsageError({ ja: "どれか一つにしてください: ", en: "Say only one of: " }[language] + acts.join(" "));
  const dir = resolve(values.state ?? config.stateDir ?? demoStateDir);
  const platforms = (["slack", "discord"] as const).filter((name) => values[name] === true);
  return { act: acts[0] ?? "run", language, dir, platforms, envFile: resolve(values.env) };
}

/** The lab's name for a demo's folder: one each, so that two demos in two folders run side by side. */
export const labNameFor = (dir: string): string =>
  dir === demoStateDir ? "demo" : `demo-${createHash("sha256").update(dir).digest("hex").slice(0, 8)}`;
