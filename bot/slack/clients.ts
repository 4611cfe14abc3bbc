import { type Logger as SlackLogger, webApi } from "@slack/bolt";
import type { SlackConfig } from "../chat/settings.ts";

export type WebClient = webApi.WebClient;

/**
 * The Web API, by clients of their own for what must be answered within a trigger's three seconds and for all else: one
 * that is too fast would hold the other up. Neither waits by itself when it is too fast: the bot decides what is worth it.
 */
export interface Clients {
  readonly interactive: WebClient;
  readonly posts: WebClient;
}

/** How long a call may take, in milliseconds. A trigger lives three seconds. */
const patienceMs = { interactive: 2_500, posts: 15_000 } as const;

/** A client that asks once, gives up in time, and says at once when it is too fast. */
const options = (config: Pick<SlackConfig, "api">, logger: SlackLogger, timeout: number): webApi.WebClientOptions => ({
  slackApiUrl: config.api,
  logger,
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
  allowAbsoluteUrls: false,
  timeout,
});
/** Once more at once where a kept connection had died: within a trigger's life nobody else can try again. */
const onceMore: webApi.RetryOptions = { retries: 1, minTimeout: 20, maxTimeout: 20 };

export function createClients(config: Pick<SlackConfig, "api" | "botToken">, logger: SlackLogger): Clients {
  return {
    interactive: new webApi.WebClient(config.botToken, {
      ...options(config, logger, patienceMs.interactive),
      retryConfig: onceMore,
    }),
    posts: new webApi.WebClient(config.botToken, options(config, logger, patienceMs.posts)),
  };
}

/** For Bolt's own clients, which open sockets. */
export const socketClientOptions = (config: Pick<SlackConfig, "api">): webApi.WebClientOptions => ({
  slackApiUrl: config.api,
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
  timeout: patienceMs.posts,
});
