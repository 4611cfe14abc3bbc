import type { App, Logger as SlackLogger } from "@slack/bolt";
import type { SlackConfig } from "../chat/settings.ts";
import type { Logger } from "../log.ts";
import { createHttpReceiver } from "./app.ts";
import { startHttp } from "./http/server.ts";
import { createSocket } from "./sockets.ts";

/** Slack closes each socket every few hours; the other is open meanwhile. */
const socketCount = 2;
const recycleAfterMs = 20 * 60_000;

/**
 * Opens the ways by which Slack is heard: signed requests, sockets, or both. Gives what ends them. Rejects, with all
 * ended again, where it cannot listen or a token is refused.
 */
export async function openWays(
  config: SlackConfig,
  app: App,
  logger: SlackLogger,
  log: Logger,
): Promise<() => Promise<void>> {
  const { api, appToken, http } = config;
  const ends: (() => Promise<void>)[] = [];
  const end = async (): Promise<void> => {
    await Promise.all(ends.splice(0).map((each) => each()));
  };
  try {
    if (http !== undefined) {
      const server = await startHttp(http, createHttpReceiver(http.signingSecret, app, logger, log), log);
      ends.push(server.stop);
      log.info({ port: server.port }, "Slack is heard by HTTP");
    }
    if (appToken !== undefined) {
      const sockets = Array.from({ length: socketCount }, (_, at) =>
        createSocket({ api, appToken }, app, logger, log, at === 0 ? undefined : recycleAfterMs),
      );
      ends.push(...sockets.map(({ stop }) => stop));
      await Promise.all(sockets.map(({ start }) => start()));
      log.info("Slack is heard by sockets");
    }
  } catch (error) {
    await end();
    throw error;
  }
  return end;
}
