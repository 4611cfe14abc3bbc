import type { Command } from "../../handlers/kit/definition.ts";
import type { Draw } from "../chart/draw.ts";
import type { Desk } from "../chat/desk.ts";
import type { DiscordConfig } from "../chat/settings.ts";
import { createWording } from "../chat/wording.ts";
import type { Logger } from "../log.ts";
import { createAcks } from "./acks.ts";
import { createAdmission } from "./admit.ts";
import { createFetch } from "./attachments.ts";
import { type Connection, connect, RefusedError } from "./connection.ts";
import { faultText } from "./faults.ts";
import { createInteractions } from "./interactions.ts";
import { createPosting } from "./posting.ts";
import { register } from "./register.ts";
import { discordCommands } from "./registration.ts";
import { createRests } from "./rests.ts";
import { createSurface } from "./surface.ts";

/** How long the start waits for Discord before it goes on without, in milliseconds. */
const patienceMs = 5_000;
/** How long until Discord is tried again: at first, and at most. */
const firstWaitMs = 1_000;
const longestWaitMs = 60_000;

/**
 * Begins to hear and to answer on Discord. Throws an Error with one clear sentence when Discord refuses the token or
 * the intents; when Discord cannot be reached, resolves all the same and goes on trying.
 */
export async function startDiscord(
  config: DiscordConfig,
  prefix: string,
  commands: readonly Command[],
  desk: Desk,
  draw: Draw,
  log: Logger,
): Promise<{ stop: () => Promise<void> }> {
  const rests = createRests(config);
  const admission = createAdmission(config.guild, rests);
  const families = [...new Set(commands.map(({ family }) => family))];
  const wording = createWording(families, (family) => `${prefix}${family}`);
  const surface = createSurface({
    wording,
    posting: createPosting(rests),
    admission,
    draw,
    fetch: createFetch(config.api),
    now: Date.now,
  });
  const parts = {
    ...{ guild: config.guild, prefix, wording, commands },
    desk,
    acks: createAcks(rests),
    admission,
    log,
    now: Date.now,
  };
  const interact = createInteractions(parts);
  const wanted = discordCommands(commands, prefix);

  const ended = new AbortController();
  const { signal } = ended;
  let connection: Connection | undefined;
  let application: string | undefined;

  const registering = async (): Promise<void> => {
    for (let wait = firstWaitMs; application !== undefined && !signal.aborted; wait = longer(wait)) {
      try {
        if (await register(application, config.guild, wanted, rests)) log.info("commands were registered with Discord");
        return;
      } catch (cause) {
        log.warn({ from: "discord" }, `registering commands: ${faultText(cause)}`);
        await pause(wait, signal);
      }
    }
  };
  let isDelivering = false;
  /** What earlier runs still owe comes before anything new, and waits for nothing but a token that is not refused. */
  const deliver = (): void => {
    if (!isDelivering) desk.open(surface);
    isDelivering = true;
  };
  const open = (): Promise<Connection> =>
    connect(config, log, {
      onInteraction: (data) => {
        deliver();
        void interact(data);
      },
      onReady: (id, guilds) => {
        deliver();
        application = id;
        log.info({ from: "discord" }, "Discord's gateway is ready");
        if (!guilds.has(config.guild)) log.error("the bot is not in the server SHISA_DISCORD_GUILD: invite it there");
        void registering();
      },
      onLost: (why) => {
        log.error({ from: "discord" }, why);
        void connection?.close();
        connection = undefined;
        void persist(firstWaitMs);
      },
    });
  /** Tries until it is connected or stopped; what is refused now may be allowed one day. */
  const persist = async (first: number): Promise<void> => {
    for (let wait = first; !signal.aborted; wait = longer(wait)) {
      await pause(wait, signal);
      if (signal.aborted) return;
      try {
        keep(await open());
        return;
      } catch (cause) {
        log.error({ from: "discord" }, messageOf(cause));
      }
    }
  };
  const keep = (opened: Connection): void => {
    if (signal.aborted) void opened.close();
    else connection = opened;
  };

  const first = open().then(
    (opened) => keep(opened),
    (cause: unknown) => {
      if (!(cause instanceof RefusedError)) {
        log.warn({ from: "discord" }, messageOf(cause));
        void persist(firstWaitMs);
        return;
      }
      if (signal.aborted) log.error({ from: "discord" }, cause.message);
      else throw cause;
    },
  );
  const stop = async (): Promise<void> => {
    ended.abort();
    await connection?.close();
    rests.stop();
  };
  let isLate = false;
  const late = pause(patienceMs, signal).then(() => {
    isLate = true;
  });
  first.catch((cause: unknown) => {
    if (isLate) log.error({ from: "discord" }, messageOf(cause));
  });
  try {
    await Promise.race([first, late]);
  } catch (cause) {
    await stop();
    throw cause;
  }
  deliver();
  return { stop };
}

const longer = (wait: number): number => Math.min(longestWaitMs, wait * 2);
const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

/** Resolves after so many milliseconds, or at once when it is aborted. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(end, ms);
    function end(): void {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    }
    signal.addEventListener("abort", end);
  });
}
