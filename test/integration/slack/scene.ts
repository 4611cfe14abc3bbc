import { createServer } from "node:net";
import { Writable } from "node:stream";
import { pino } from "pino";
import { createDraw } from "../../../bot/chart/draw.ts";
import type { SlackConfig } from "../../../bot/chat/settings.ts";
import { startSlack } from "../../../bot/slack/start.ts";
import { commands } from "../../../handlers/registry.ts";
import { type FakeSlack, startFakeSlack } from "../../fakes/slack/slack.ts";
import { createFakeDesk, type FakeDesk } from "./fake-desk.ts";

export type Way = "sockets" | "HTTP";

/** The bot's Slack side, real Bolt and all, between a local Slack and a desk of the test's. */
export interface Scene {
  readonly slack: FakeSlack;
  readonly desk: FakeDesk;
  readonly config: SlackConfig;
  /** All that was logged, as one text. */
  readonly logged: () => string;
  readonly stop: () => Promise<void>;
}

export interface Setup {
  readonly way?: Way;
  readonly prefix?: string;
  readonly slack?: Parameters<typeof startFakeSlack>[0];
  readonly config?: Partial<SlackConfig>;
}

/** Everything but the bot, which a test starts itself. */
export async function prepareScene(setup: Setup = {}) {
  const { way = "sockets", prefix = "" } = setup;
  const slack = await startFakeSlack(setup.slack);
  const desk = createFakeDesk();
  const lines: string[] = [];
  const sink = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      lines.push(chunk.toString("utf8"));
      done();
    },
  });
  const http = { signingSecret: slack.signingSecret, host: "127.0.0.1", port: await freePort() };
  const config: SlackConfig = {
    workspace: slack.team,
    botToken: slack.botToken,
    appToken: way === "sockets" ? slack.appToken : undefined,
    http: way === "HTTP" ? http : undefined,
    api: slack.api,
    channels: { alert: undefined, approval: undefined, announcement: undefined },
    ...setup.config,
  };
  if (way === "HTTP") slack.useHttp(`http://127.0.0.1:${http.port}/slack/events`);
  const log = pino({ level: "trace" }, sink);
  return {
    slack,
    desk,
    config,
    url: `http://127.0.0.1:${http.port}/slack/events`,
    logged: () => lines.join(""),
    start: () =>
      startSlack(
        config,
        prefix,
        commands,
        desk,
        createDraw(() => undefined),
        log,
      ),
  };
}

export async function startScene(setup: Setup = {}): Promise<Scene & { readonly url: string }> {
  const { slack, start, ...rest } = await prepareScene(setup);
  const platform = await start();
  return {
    ...rest,
    slack,
    stop: async () => {
      await platform.stop();
      await slack.stop();
    },
  };
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
