import { join } from "node:path";
import { type Config, usualTimings } from "../../bot/config.ts";
import { openPeople } from "../../bot/people/links.ts";
import type { People } from "../../bot/people/people.ts";
import { type Bot, startBot } from "../../bot/start.ts";
import { openStore } from "../../bot/store/database.ts";
import { readTrust } from "../../protocol/trust.ts";
import { type Final, type SayOptions, sayTo } from "../department/client.ts";
import { type Bench, prepareBench } from "./executor.ts";
import type { FakeAccount } from "./fake-people.ts";
import { waitFor } from "./wait.ts";

/** A real bot and a real executor in this process, with a Redis and people of their own. */
export interface Pair {
  readonly bench: Bench;
  readonly startBot: () => Promise<void>;
  readonly stopBot: () => Promise<void>;
  readonly say: (account: string, line: string, options?: SayOptions) => Promise<Final>;
  /** Who is who, as a bot that is started now finds it in its database and the trust file. */
  readonly people: <T>(look: (people: People) => T) => Promise<T>;
  readonly remove: () => Promise<void>;
}

/** Starts both, and waits until the bot has heard the executor. */
export async function startPair(people: readonly FakeAccount[]): Promise<Pair> {
  const bench = await prepareBench(people);
  const config: Config = {
    redisUrl: bench.config.redisUrl,
    state: join(bench.folder, "bot"),
    keys: join(bench.folder, "bot.keys"),
    trust: bench.config.trust,
    timeZone: "Asia/Tokyo",
    language: "en",
    logLevel: "silent",
    audit: bench.config.audit,
    timings: { ...usualTimings, resendMs: 200, resendKnownMs: 1_000 },
    chat: { prefix: "", slack: undefined, discord: undefined },
    terminals: { socket: undefined, tls: undefined },
  };
  let bot: Bot | undefined;
  const say: Pair["say"] = (account, line, options) =>
    sayTo(join(config.state, "terminal", "shisa.sock"), account, line, options).final;
  const pair: Pair = {
    bench,
    say,
    startBot: async () => {
      bot = await startBot(config);
      const [somebody] = people;
      await waitFor("the bot to have heard the host", async () => {
        return (await say(somebody?.name ?? "", "/ping")).status === "done";
      });
    },
    stopBot: async () => {
      await bot?.stop();
      bot = undefined;
    },
    people: async (look) => {
      const store = openStore(config.state);
      try {
        return look(openPeople(store, await readTrust(config.trust), Date.now));
      } finally {
        store.close();
      }
    },
    remove: async () => {
      await bot?.stop();
      await bench.remove();
    },
  };
  try {
    await bench.start();
    await pair.startBot();
  } catch (cause) {
    await pair.remove();
    throw cause;
  }
  return pair;
}
