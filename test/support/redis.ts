import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { Redis } from "ioredis";
import { throwAwayFolder } from "./folder.ts";
import { waitFor } from "./wait.ts";

/** A redis-server of one test's own, on a socket in a folder of its own. */
export interface ThrowAwayRedis {
  readonly url: string;
  /** A connection for the test itself. */
  readonly client: Redis;
  /** Ends the server with SIGKILL; its append-only file stays. */
  readonly kill: () => Promise<void>;
  readonly start: () => Promise<void>;
  readonly empty: () => Promise<void>;
  readonly remove: () => Promise<void>;
}

/** @param settings put at the end of redis-server's command line */
export async function startRedis(...settings: string[]): Promise<ThrowAwayRedis> {
  const folder = await throwAwayFolder();
  const socket = join(folder.path, "redis.sock");
  let server: ChildProcess | undefined;

  const start = async (): Promise<void> => {
    const fixed = ["--port", "0", "--unixsocket", socket, "--unixsocketperm", "600", "--dir", folder.path];
    const safe = ["--appendonly", "yes", "--save", "", "--maxmemory-policy", "noeviction"];
    server = spawn("/usr/bin/redis-server", [...fixed, ...safe, ...settings], { stdio: "ignore" });
    await waitFor("redis-server", () => answers(socket));
  };
  const kill = async (): Promise<void> => {
    if (server === undefined || server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, "exit");
    server.kill("SIGKILL");
    await ended;
  };

  await start();
  const client = new Redis({ path: socket, maxRetriesPerRequest: null, retryStrategy: () => 50 });
  // While a test keeps the server away there is nothing to say.
  client.on("error", () => undefined);
  return {
    url: `unix://${socket}`,
    client,
    kill,
    start,
    empty: async () => {
      await client.flushall();
    },
    async remove() {
      client.disconnect();
      await kill();
      await folder.remove();
    },
  };
}

async function answers(path: string): Promise<boolean> {
  const probe = new Redis({ path, lazyConnect: true, maxRetriesPerRequest: 0, retryStrategy: () => null });
  probe.on("error", () => undefined);
  try {
    await probe.connect();
    return (await probe.ping()) === "PONG";
  } catch {
    return false;
  } finally {
    probe.disconnect();
  }
}
