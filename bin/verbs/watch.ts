import { setTimeout as pause } from "node:timers/promises";
import { readTrust } from "../../protocol/trust.ts";
import { readSettings } from "../config.ts";
import { exitCodes } from "../kit/exit.ts";
import { readOptions } from "../kit/options.ts";
import { ToldError, type Verb } from "../kit/verb.ts";
import { askBot } from "../watch/ask.ts";
import { postersOf } from "../watch/posters.ts";
import { readWatchSettings, type WatchSettings } from "../watch/settings.ts";
import { createWatcher } from "../watch/watcher.ts";

const options = { env: { type: "string", default: ".env" }, once: { type: "boolean" } } as const;

export const watchVerb: Verb = {
  name: "watch",
  summary: {
    ja: "離れたマシンからボットが生きているかを確かめ、答えなければ Slack と Discord に直接投稿する",
    en: "ask from a machine elsewhere whether the bot lives, and post to Slack and Discord without it when it does not",
  },
  usage: {
    ja: `watch [--env .env] [--once]
  --once  一度だけ確かめて終わる（答えがなければ終了コード 1）。タイマーから起動するとき`,
    en: `watch [--env .env] [--once]
  --once  asks once and ends (exit code 1 when there is no answer): for a timer`,
  },
  run: async (args, { language }) => {
    const { values } = readOptions(args, options, language);
    const settings = read(values.env);
    const posters = postersOf(settings);
    if (posters.length === 0) {
      const words = {
        ja: "投稿先がありません（SHISA_WATCH_SLACK_WEBHOOK など。.env.example を見てください）。",
        en: "There is nowhere to post (SHISA_WATCH_SLACK_WEBHOOK and others; see .env.example).",
      };
      throw new ToldError(words[language]);
    }
    const look = await createWatcher({
      // Read each time: the bot's key may have been replaced.
      ask: async () => askBot(settings.SHISA_WATCH_URL, await readTrust(settings.SHISA_TRUST), Date.now),
      posters,
      silentMs: settings.SHISA_WATCH_SILENT_SECONDS * 1_000,
      state: settings.SHISA_WATCH_STATE,
      timeZone: settings.SHISA_TIME_ZONE,
      now: Date.now,
      say: (line) => void process.stderr.write(`${line}\n`),
    });
    if (values.once === true) return (await look()) ? exitCodes.done : exitCodes.failed;
    const ended = new AbortController();
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => ended.abort());
    process.stdout.write(`${JSON.stringify({ ready: true, program: "watch", pid: process.pid })}\n`);
    while (!ended.signal.aborted) {
      await look();
      await pause(settings.SHISA_WATCH_EVERY_SECONDS * 1_000, undefined, { signal: ended.signal }).catch(
        () => undefined,
      );
    }
    return exitCodes.done;
  },
};

function read(envFile: string): WatchSettings {
  try {
    return readWatchSettings(readSettings(envFile));
  } catch (cause) {
    throw new ToldError(cause instanceof Error ? cause.message : String(cause));
  }
}
