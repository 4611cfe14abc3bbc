import { App, HTTPReceiver, type Receiver, type Logger as SlackLogger, type ViewSubmitAction } from "@slack/bolt";
import type { SlackConfig } from "../chat/settings.ts";
import type { Logger } from "../log.ts";
import { createActions } from "./actions.ts";
import { socketClientOptions } from "./clients.ts";
import { createCommands } from "./commands.ts";
import { requestPath } from "./http/server.ts";
import type { Inbound } from "./inbound.ts";
import { said } from "./log.ts";
import { createOpener } from "./open-form.ts";
import { userChanged } from "./payload.ts";
import type { Roster } from "./roster.ts";
import { createViews } from "./views.ts";

/** Who the app is in the workspace, as auth.test says. */
export interface Self {
  readonly botId: string;
  readonly botUserId: string;
}

export interface AppParts {
  readonly config: Pick<SlackConfig, "api" | "botToken">;
  readonly self: Self;
  readonly inbound: Inbound;
  readonly roster: Pick<Roster, "take">;
  readonly home: (body: unknown) => Promise<void>;
  readonly logger: SlackLogger;
}

/** A receiver for an App that is brought everything by others. */
const noReceiver: Receiver = {
  init: () => undefined,
  start: () => Promise.resolve(),
  stop: () => Promise.resolve(),
};

/** Bolt's App with our handlers, whatever brings it events. It asks Slack nothing by itself. */
export async function createApp({ config, self, inbound, roster, home, logger }: AppParts): Promise<App> {
  const app = new App({
    token: config.botToken,
    ...self,
    receiver: noReceiver,
    clientOptions: socketClientOptions(config),
    deferInitialization: true,
    tokenVerificationEnabled: false,
    convoStore: false,
    logger,
  });
  await app.init();
  const opener = createOpener(inbound);
  const typed = createCommands(inbound, opener);
  const pressed = createActions(inbound, opener);
  const filled = createViews(inbound);
  // One listener for each kind: Bolt asks every listener about every event.
  app.command(/^/u, ({ body, ack }) => typed(body, ack));
  app.action(/^/u, ({ body, ack }) => pressed(body, () => ack()));
  app.view<ViewSubmitAction>("form", ({ body, ack }) => filled(body, ack));
  app.event("app_home_opened", ({ body }) => home(body));
  app.event("user_change", async ({ body }) => {
    const read = userChanged.safeParse(body);
    if (read.success) roster.take(read.data.event.user);
  });
  // Thrown on, so that what was not taken is not acknowledged.
  app.error(async (error) => {
    throw error;
  });
  return app;
}

/** What turns signed requests into events; `startHttp` listens and guards. */
export function createHttpReceiver(signingSecret: string, app: App, logger: SlackLogger, log: Logger): HTTPReceiver {
  const receiver = new HTTPReceiver({
    signingSecret,
    endpoints: [requestPath],
    logger,
    processEventErrorHandler: async ({ error, response }) => {
      log.error({ reason: said(error) }, "handling a request");
      if (!response.headersSent) {
        response.writeHead(500);
        response.end();
      }
      return false;
    },
  });
  receiver.init(app);
  return receiver;
}
