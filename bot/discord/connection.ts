import { Client, Events, GatewayIntentBits, Options } from "discord.js";
import { z } from "zod";
import type { DiscordConfig } from "../chat/settings.ts";
import type { Logger } from "../log.ts";
import { faultText, isRefusedToken } from "./faults.ts";
import { withoutSecrets } from "./secrets.ts";

/** What becomes of a gateway's connection. */
export interface ConnectionEvents {
  /** Interactions, as Discord sent them. Must not throw. */
  readonly onInteraction: (data: unknown) => void;
  /** The gateway is ready for the first time; `application` is the bot's own. */
  readonly onReady: (application: string, guilds: ReadonlySet<string>) => void;
  /** The gateway let the bot go for good; discord.js does not come back by itself. */
  readonly onLost: (why: string) => void;
}
export interface Connection {
  readonly close: () => Promise<void>;
}

/** Discord refuses what no waiting mends: said in one sentence. */
export class RefusedError extends Error {
  override readonly name = "RefusedError";
}

/** Close codes after which discord.js stays away. https://docs.discord.com/developers/topics/opcodes-and-status-codes */
const authenticationFailed = 4004;
const disallowedIntents = 4014;
const refusals: ReadonlyMap<number, string> = new Map([
  [
    authenticationFailed,
    "Discord refuses SHISA_DISCORD_TOKEN: copy a new one from the application's page, Bot, Reset Token",
  ],
  [disallowedIntents, "Discord refuses the bot's intents: it needs none but Guilds, which is not a privileged one"],
]);
const refusedToken = new RefusedError(refusals.get(authenticationFailed) ?? "");

/** The events of the gateway that discord.js itself needs; all others are ours or nobody's. */
const needed: ReadonlySet<unknown> = new Set(["READY", "RESUMED", "GUILD_CREATE", "GUILD_DELETE"]);
const packetSchema = z.object({ t: z.string(), d: z.unknown() });

/**
 * Opens one connection to Discord's gateway; discord.js resumes it by itself after a cut. Resolves when it is ready.
 * Rejects with a RefusedError when waiting is of no use, and with an Error that says why when it cannot be reached.
 */
export async function connect(
  { token, api }: Pick<DiscordConfig, "token" | "api">,
  log: Logger,
  events: ConnectionEvents,
): Promise<Connection> {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    rest: { api, retries: 1, timeout: 10_000 },
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: 0,
      GuildMemberManager: 1,
    }),
    allowedMentions: { parse: [] },
    // The server's details are of no use here, so nothing waits for them.
    waitGuildTimeout: 1_000,
  });
  const said = (text: string): string => withoutSecrets(text, token);
  let closeCode: number | undefined;
  client.on(Events.Error, (error) => log.warn({ from: "discord" }, said(`discord.js: ${error.message}`)));
  client.on(Events.Warn, (text) => log.warn({ from: "discord" }, said(text)));
  if (log.isLevelEnabled("trace")) client.on(Events.Debug, (text) => log.trace({ from: "discord" }, said(text)));
  client.on(Events.ShardError, (error) =>
    log.warn({ from: "discord" }, said(`the gateway's socket: ${error.message}`)),
  );
  client.on(Events.ShardReconnecting, () => log.info({ from: "discord" }, "the gateway's socket was cut; coming back"));
  client.on(Events.ShardResume, (_shard, events) =>
    log.info({ from: "discord", events }, "the gateway's session goes on"),
  );
  client.on(Events.ClientReady, () =>
    events.onReady(client.application?.id ?? "", new Set(client.guilds.cache.keys())),
  );
  client.on(Events.ShardDisconnect, ({ code }) => {
    closeCode = code;
    if (client.isReady()) events.onLost(refusals.get(code) ?? `Discord closed the gateway with ${code}`);
  });
  // discord.js makes objects of its own of an interaction and throws on a malformed one, inside its socket, where
  // nothing can catch it; it would also keep all that it saw. So interactions are read before it sees them.
  client.on(Events.Raw, (packet: { t: string | null }) => {
    const read = packetSchema.safeParse(packet);
    if (!read.success || needed.has(read.data.t)) return;
    packet.t = null;
    if (read.data.t === "INTERACTION_CREATE") events.onInteraction(read.data.d);
  });
  const close = async (): Promise<void> => {
    client.rest.clearHandlerSweeper();
    client.rest.clearHashSweeper();
    await client.destroy().catch(() => undefined);
  };
  try {
    await client.login(token);
    return { close };
  } catch (cause) {
    await close();
    if (isTokenInvalid(cause)) throw refusedToken;
    const refusal = refusals.get(closeCode ?? 0);
    throw refusal === undefined ? new Error(said(faultText(cause))) : new RefusedError(refusal);
  }
}

const isTokenInvalid = (cause: unknown): boolean =>
  isRefusedToken(cause) || (cause instanceof Error && "code" in cause && cause.code === "TokenInvalid");
