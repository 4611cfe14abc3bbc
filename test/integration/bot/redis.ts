import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { Redis } from "ioredis";
import { until } from "./until.ts";

/** A redis-server of one test, in the test's own folder. */
export interface TestRedis {
  readonly url: string;
  /** For looking at it, and for doing what somebody with write access could do. */
  readonly client: () => Redis;
  readonly start: (...settings: string[]) => Promise<void>;
  readonly kill: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export function testRedis(folder: string): TestRedis {
  const socket = join(folder, "redis.sock");
  let server: ChildProcess | undefined;
  let client: Redis | undefined;
  const kill = async (): Promise<void> => {
    client?.disconnect();
    client = undefined;
    if (server === undefined || server.exitCode !== null || server.signalCode !== null) return;
    const gone = new Promise((resolve) => server?.once("exit", resolve));
    server.kill("SIGKILL");
    await gone;
  };
  return {
    url: `unix://${socket}`,
    client: () => {
      if (client === undefined) throw new Error("the test's redis-server is not up");
      return client;
    },
    start: async (...settings) => {
      const basic = ["--port", "0", "--unixsocket", socket, "--save", "", "--dir", folder, "--appendonly", "yes"];
      server = spawn("redis-server", [...basic, "--maxmemory-policy", "noeviction", ...settings], { stdio: "ignore" });
      const made = new Redis(socket, { retryStrategy: () => 20 });
      made.on("error", () => undefined);
      client = made;
      await until("redis-server answers", async () => (await made.ping()) === "PONG");
    },
    kill,
    stop: kill,
  };
}
