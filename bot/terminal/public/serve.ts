import { hostname } from "node:os";
import { createAllowance } from "../../chat/allowance.ts";
import { createPublicConnection } from "./connection.ts";
import { type Listening, listenHere, listenTls } from "./listen.ts";
import { createNewcomers } from "./newcomers.ts";
import type { PublicParts } from "./parts.ts";
import { createSessions } from "./sessions.ts";
import type { PublicConfig } from "./settings.ts";

export interface PublicTerminals {
  /** Where they can connect: paths, and addresses with ports. */
  readonly at: readonly string[];
  readonly stop: () => Promise<void>;
}

/** How many may be unproved at a time: all together, and of one machine (on the socket all are of one). */
const room = { socket: { all: 64, each: 64 }, tls: { all: 64, each: 8 } } as const;
/** Every session is looked at so often: is its account still there? In milliseconds. */
const lookEveryMs = 20_000;

export type ServeParts = Omit<PublicParts, "newcomers" | "sessions" | "mayAct" | "workspace">;

/** Serves the terminals of ordinary users, wherever the settings say. Throws where one of them cannot be listened on. */
export async function startPublicTerminals(config: PublicConfig, given: ServeParts): Promise<PublicTerminals> {
  const sessions = createSessions();
  // By the time that passes: a clock that is set back makes nobody wait.
  const passed = (): number => performance.now();
  const allowed = createAllowance({ find: ({ user }) => ({ account: user, uid: 0 }) }, passed);
  const mayAct = (account: string): boolean => allowed({ platform: "terminal", workspace: "account", user: account });
  const parts = { ...given, sessions, mayAct, workspace: hostname().slice(0, 64) };
  const listening: Listening[] = [];
  const looking = setInterval(sessions.look, lookEveryMs);
  const stop = async (): Promise<void> => {
    clearInterval(looking);
    await Promise.all(listening.map((it) => it.stop()));
  };
  try {
    if (config.socket !== undefined) {
      const newcomers = createNewcomers(room.socket);
      const take = createTake({ ...parts, newcomers });
      listening.push(await listenHere(config.socket, take, given.log));
    }
    if (config.tls !== undefined) {
      const newcomers = createNewcomers(room.tls);
      listening.push(await listenTls(config.tls, createTake({ ...parts, newcomers }), given.log));
    }
  } catch (cause) {
    await stop();
    throw cause;
  }
  return { at: listening.map(({ at }) => at), stop };
}

const createTake =
  (parts: PublicParts) =>
  (socket: Parameters<typeof createPublicConnection>[0], from: string): void =>
    createPublicConnection(socket, from, parts);
