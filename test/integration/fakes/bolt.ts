import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { App, HTTPReceiver, LogLevel, SocketModeReceiver, webApi } from "@slack/bolt";
import type { FakeSlack } from "../../fakes/slack/slack.ts";

const quiet = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => LogLevel.ERROR,
  setName: () => undefined,
};

export interface BareApp {
  readonly app: App;
  readonly stop: () => Promise<void>;
}

/** A client for posts, which waits on a 429 as Slack asks. */
export function clientOf(slack: FakeSlack, token = slack.botToken): webApi.WebClient {
  return new webApi.WebClient(token, {
    slackApiUrl: slack.api,
    logger: quiet,
    retryConfig: { retries: 5, minTimeout: 1 },
  });
}

/** Bolt alone, on as many sockets as asked for, with what `listen` adds. */
export async function overSockets(slack: FakeSlack, listen: (app: App) => void, sockets = 1): Promise<BareApp> {
  const receivers = Array.from(
    { length: sockets },
    () =>
      new SocketModeReceiver({
        appToken: slack.appToken,
        logger: quiet,
        clientPingTimeout: 300,
        installerOptions: { clientOptions: { slackApiUrl: slack.api } },
      }),
  );
  const [first, ...others] = receivers;
  if (first === undefined) throw new Error("no socket at all");
  const app = new App({
    token: slack.botToken,
    receiver: first,
    logger: quiet,
    clientOptions: { slackApiUrl: slack.api },
    deferInitialization: true,
  });
  await app.init();
  for (const each of others) each.init(app);
  listen(app);
  for (const each of receivers) await each.start();
  return {
    app,
    stop: async () => {
      for (const each of receivers) await each.stop();
    },
  };
}

/** Bolt alone behind signed requests; the address that Slack is to call is told to it. */
export async function overHttp(slack: FakeSlack, listen: (app: App) => void): Promise<BareApp> {
  const receiver = new HTTPReceiver({ signingSecret: slack.signingSecret, logger: quiet });
  const app = new App({
    token: slack.botToken,
    receiver,
    logger: quiet,
    clientOptions: { slackApiUrl: slack.api },
    deferInitialization: true,
  });
  await app.init();
  listen(app);
  const server = createServer((request, response) => receiver.requestListener(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  slack.useHttp(`http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`);
  return {
    app,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
