import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Config, usualTimings } from "../../bot/config.ts";
import { openDirectory } from "../../bot/directory.ts";
import { openRemovals } from "../../bot/links/removals.ts";
import { openPeople } from "../../bot/people/links.ts";
import type { People } from "../../bot/people/people.ts";
import { type Bot, startBot } from "../../bot/start.ts";
import { openStore } from "../../bot/store/database.ts";
import type { Config as HostConfig } from "../../executor/config.ts";
import { type Executor, startExecutor } from "../../executor/start.ts";
import { generateKeys } from "../../protocol/keys.ts";
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
  /** Starts the executor of one of the other hosts, or, stopped before, starts it again. */
  readonly startHost: (host: string) => Promise<void>;
  readonly stopHost: (host: string) => Promise<void>;
  readonly remove: () => Promise<void>;
}

/**
 * Starts both, and waits until the bot has heard the executor.
 * @param others hosts that the trust file names too; their executors are not started
 */
export async function startPair(people: readonly FakeAccount[], others: readonly string[] = []): Promise<Pair> {
  const bench = await prepareBench(people);
  const hosts = await addHosts(bench, others);
  const executors = new Map<string, Executor>();
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
    webhooks: undefined,
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
        const directory = openDirectory(store, Date.now, 90_000, () => undefined);
        const removals = openRemovals(store, directory);
        return look(openPeople(store, await readTrust(config.trust), Date.now, removals));
      } finally {
        store.close();
      }
    },
    startHost: async (host) => {
      const config = hosts.get(host);
      if (config === undefined) throw new Error(`there is no host ${host}`);
      executors.set(host, await startExecutor(config, { exec: bench.exec }));
    },
    stopHost: async (host) => {
      await executors.get(host)?.stop(2_000);
      executors.delete(host);
    },
    remove: async () => {
      await bot?.stop();
      await Promise.all([...executors.values()].map((executor) => executor.stop(2_000)));
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

/** Makes keys for more hosts and names them in the trust file. */
async function addHosts(bench: Bench, names: readonly string[]): Promise<ReadonlyMap<string, HostConfig>> {
  const made = await Promise.all(
    names.map(async (host) => {
      const { file, entry } = await generateKeys(host, "executor", 365 * 24 * 3_600_000);
      const keys = join(bench.folder, `${host}.keys`);
      await writeFile(keys, JSON.stringify(file), { mode: 0o600 });
      const config = { ...bench.config, host, keys, state: join(bench.folder, `${host}.state`) };
      return { host, entry, config };
    }),
  );
  const { trust } = bench.config;
  const known = JSON.parse(await readFile(trust, "utf8")) as { readonly keys: readonly unknown[] };
  await writeFile(trust, JSON.stringify({ keys: [...known.keys, ...made.map(({ entry }) => entry)] }));
  return new Map(made.map(({ host, config }) => [host, config]));
}
