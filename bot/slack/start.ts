import { setTimeout as pause } from "node:timers/promises";
import type { Command } from "../../handlers/kit/definition.ts";
import type { Draw } from "../chart/draw.ts";
import type { Desk } from "../chat/desk.ts";
import type { SlackConfig } from "../chat/settings.ts";
import { SendError } from "../chat/surface.ts";
import type { Logger } from "../log.ts";
import { createAdmit } from "./admit.ts";
import { createApp, type Self } from "./app.ts";
import { authorise } from "./authorise.ts";
import { createClients } from "./clients.ts";
import { createDirects } from "./directs.ts";
import { createDownload } from "./download.ts";
import { createHome } from "./home.ts";
import type { Inbound } from "./inbound.ts";
import { said, slackLogger } from "./log.ts";
import { createNaming } from "./prefix.ts";
import { createRespond } from "./respond.ts";
import { createRoster } from "./roster.ts";
import { createOwnership } from "./shared.ts";
import { createSurface } from "./surface.ts";
import { createUpload } from "./upload.ts";
import { openWays } from "./ways.ts";

export interface SlackPlatform {
  readonly stop: () => Promise<void>;
}

const rosterEveryMs = 600_000;
const longestRosterMs = 2_000;
/** How long to wait before asking again who the app is, rising. In milliseconds. */
const pauses = { least: 1_000, most: 60_000 } as const;

/**
 * Begins to hear and to answer on Slack. Throws an Error that says what to mend where a token is refused or is for
 * another workspace, or where it cannot listen for requests. While Slack cannot be reached it resolves all the same, and
 * tries again until it can.
 */
export async function startSlack(
  config: SlackConfig,
  prefix: string,
  commands: readonly Command[],
  desk: Desk,
  draw: Draw,
  log: Logger,
): Promise<SlackPlatform> {
  const logger = slackLogger(log);
  const { interactive, posts } = createClients(config, logger);
  const naming = createNaming(commands, prefix);
  const directs = createDirects();
  const respond = createRespond(config.api, Date.now);
  const roster = createRoster(posts, config.workspace, log);
  const ownershipOf = createOwnership(posts);
  const admit = createAdmit(config.workspace, roster, ownershipOf);
  const upload = createUpload(posts, log);
  const download = createDownload(config.api, config.botToken);
  const { languageOf, isBarred } = roster;
  const { workspace } = config;
  const inbound: Inbound = {
    desk,
    workspace,
    languageOf,
    isBarred,
    naming,
    directs,
    client: interactive,
    respond,
    now: Date.now,
    log,
  };
  const home = createHome(inbound, posts, admit);
  const surface = createSurface({
    client: posts,
    languageOf: roster.askLanguage,
    naming,
    directs,
    respond,
    ownershipOf,
    admit,
    upload,
    draw,
    download,
  });
  const stopping = new AbortController();
  const { signal } = stopping;
  const ends: (() => Promise<void>)[] = [];
  let isDelivering = false;

  const end = async (): Promise<void> => {
    await Promise.all(ends.splice(0).map((each) => each()));
  };
  const open = async (self: Self): Promise<void> => {
    const app = await createApp({ config, self, inbound, roster, home, logger });
    // Who is who, for the language of the very first answer; but nobody waits long for it.
    await Promise.race([roster.refresh(), pause(longestRosterMs, undefined, { signal }).catch(() => undefined)]);
    // What earlier runs still owe waits for no way to hear anything new.
    if (!isDelivering) desk.open(surface);
    isDelivering = true;
    ends.push(await openWays(config, app, logger, log));
    const timer = setInterval(() => void roster.refresh(), rosterEveryMs);
    ends.push(async () => clearInterval(timer));
    if (signal.aborted) await end();
  };
  const openLater = async (): Promise<void> => {
    for (let wait: number = pauses.least; !signal.aborted; wait = Math.min(pauses.most, wait * 2)) {
      await pause(wait, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      try {
        return await open(await authorise(posts, config));
      } catch (error) {
        log[error instanceof SendError ? "warn" : "error"]({ reason: said(error) }, "Slack cannot be used yet");
      }
    }
  };
  const stop = async (): Promise<void> => {
    stopping.abort();
    await end();
  };

  let self: Self | undefined;
  try {
    self = await authorise(posts, config);
  } catch (error) {
    if (!(error instanceof SendError)) throw error;
    log.warn({ reason: said(error) }, "Slack cannot be reached; trying again");
  }
  if (self === undefined) void openLater();
  else await open(self);
  return { stop };
}
