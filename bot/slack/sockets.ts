import { type App, type Logger as SlackLogger, SocketModeReceiver, webApi } from "@slack/bolt";
import type { SlackConfig } from "../chat/settings.ts";
import type { Logger } from "../log.ts";
import { socketClientOptions } from "./clients.ts";
import { guardMessages } from "./envelopes.ts";
import { isRefusedToken } from "./faults.ts";
import { said } from "./log.ts";

/** A socket to Slack that is opened again whenever it ends. */
export interface Socket {
  /** Tries for the first time. Rejects when the token was refused; resolves else, whether it is open or tried again. */
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Slack sends a ping every few seconds; how long none may come, and none of ours may be answered, in milliseconds. */
const pingTimeouts = { clientPingTimeout: 5_000, serverPingTimeout: 30_000 } as const;
/** How long opening may take, and how long to wait before trying again, rising. In milliseconds. */
const openMs = 20_000;
const pauses = { least: 250, most: 30_000 } as const;
const closeMs = 1_000;
const shortestLifeMs = 2_000;

/**
 * One of the sockets of an App. `recycleAfterMs` after its start it is opened anew once, so that sockets that began
 * together are not recycled by Slack together, hours later.
 *
 * Bolt's own reconnecting is off: it stays away for a ping's timeout after each of Slack's routine disconnects, and ends
 * the process when it is refused while it tries.
 */
export function createSocket(
  config: Pick<SlackConfig, "api"> & { readonly appToken: string },
  app: Pick<App, "processEvent">,
  logger: SlackLogger,
  log: Logger,
  recycleAfterMs?: number,
): Socket {
  const receiver = new SocketModeReceiver({
    appToken: config.appToken,
    logger,
    autoReconnectEnabled: false,
    ...pingTimeouts,
    installerOptions: { clientOptions: socketClientOptions(config) },
    processEventErrorHandler: async ({ error }) => {
      log.error({ reason: said(error) }, "handling what came by a socket");
      return false;
    },
  });
  receiver.init(app as App);
  const { client } = receiver;
  guardMessages(client, log);
  let isStopping = false;
  let failures = 0;
  let wake: (() => void) | undefined;
  let recycling: NodeJS.Timeout | undefined;

  const end = (): void => void client.disconnect().catch(() => undefined);
  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  /** Resolves when it is open; `ended` resolves when it is no more. */
  const open = async (): Promise<{ readonly ended: Promise<void> }> => {
    const ended = new Promise<void>((resolve) => void client.once("disconnected", () => resolve()));
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error("opening a socket: Slack did not say hello")), openMs);
    });
    try {
      await Promise.race([client.start(), late]);
    } finally {
      clearTimeout(timer);
    }
    return { ended };
  };
  const keep = async (first: Promise<{ readonly ended: Promise<void> }>): Promise<void> => {
    for (let opening: typeof first | undefined = first; !isStopping; opening = undefined) {
      try {
        const { ended } = await (opening ?? open());
        const openedAt = performance.now();
        if (failures > 0) log.info("a socket to Slack is open again");
        await ended;
        // One that does not last is a failure too: Slack lets nobody open sockets without end.
        if (performance.now() - openedAt < shortestLifeMs) throw new Error("it was closed at once");
        failures = 0;
      } catch (error) {
        failures += 1;
        if (isStopping) return;
        const asked = error instanceof webApi.WebAPIRateLimitedError ? error.retryAfter * 1_000 : 0;
        const level = isRefusedToken(error) ? "error" : "warn";
        log[level]({ reason: error === undefined ? "it was closed" : said(error) }, "opening a socket to Slack");
        end();
        const rising = Math.min(pauses.most, pauses.least * 2 ** Math.min(failures, 10)) * (0.75 + Math.random() / 2);
        await pause(Math.max(asked, rising));
      }
    }
  };

  return {
    start: async () => {
      if (recycleAfterMs !== undefined) recycling = setTimeout(end, recycleAfterMs).unref();
      const first = open();
      void keep(first);
      try {
        await first;
      } catch (error) {
        if (!isRefusedToken(error)) return;
        isStopping = true;
        wake?.();
        throw new Error(
          "Slack refuses SHISA_SLACK_APP_TOKEN: make an app-level token with connections:write, and set that",
          {
            cause: error,
          },
        );
      }
    },
    stop: async () => {
      isStopping = true;
      clearTimeout(recycling);
      wake?.();
      await Promise.race([client.disconnect().catch(() => undefined), pause(closeMs)]);
      wake?.();
    },
  };
}
