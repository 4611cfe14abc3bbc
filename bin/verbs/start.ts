import { hostname } from "node:os";
import { resolve } from "node:path";
import { hostStateDir, readSettings } from "../config.ts";
import { exitCodes } from "../kit/exit.ts";
import { readOptions } from "../kit/options.ts";
import { ToldError, UsageError, type Verb } from "../kit/verb.ts";
import { prepareHost, programNames } from "../launch/host.ts";
import { checkout, type Place } from "../launch/place.ts";
import { serveHost } from "../launch/serve-host.ts";

const options = { state: { type: "string" }, env: { type: "string", default: ".env" } } as const;

export const startVerb: Verb = {
  name: "start",
  summary: {
    ja: "実機で Redis・ボット・実行役を動かし、見守る",
    en: "run Redis, bot and executor on a real machine, and keep them running",
  },
  usage: {
    ja: `start [redis] [bot] [executor] [--env .env] [--state ${hostStateDir}]
  何も挙げなければ三つとも。REDIS_URL があれば Redis は動かさない。SIGTERM で順に止まる`,
    en: `start [redis] [bot] [executor] [--env .env] [--state ${hostStateDir}]
  all three unless some are named; no Redis where REDIS_URL is set; SIGTERM stops all in order`,
  },
  run: async (args, { config, language }) => {
    const { values, positionals } = readOptions(args, options, language);
    const surplus = positionals.find((name) => !programNames.some((each) => each === name));
    if (surplus !== undefined) {
      const text = { ja: `${surplus} というものはありません。`, en: `There is no "${surplus}" to start.` };
      throw new UsageError(text[language]);
    }
    if (process.geteuid?.() !== 0)
      throw new ToldError({ ja: "root で動かしてください。", en: "Run this as root." }[language]);
    process.umask(0o022); // the bot's user has to pass through what is made
    const dir = resolve(values.state ?? config.stateDir ?? hostStateDir);
    const place: Place = { dir, enter: [], node: process.execPath, app: checkout(), logsToFiles: false };
    const wanted = programNames.filter((name) => positionals.length === 0 || positionals.includes(name));
    const host = prepareHost(place, wanted, readSettings(values.env), hostname());
    await serveHost(place, host, (line) => void process.stderr.write(`${line}\n`));
    return exitCodes.done;
  },
};
