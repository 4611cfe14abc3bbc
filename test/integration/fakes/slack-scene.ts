import { afterEach } from "vitest";
import type { Options } from "../../fakes/slack/options.ts";
import { type FakeSlack, startFakeSlack } from "../../fakes/slack/slack.ts";
import { overHttp, overSockets } from "./bolt.ts";
import { smallBot } from "./slack-story.ts";

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** A local Slack that is stopped when the test ends. */
export async function bareSlack(given: Partial<Options> = {}): Promise<FakeSlack> {
  const slack = await startFakeSlack(given);
  ends.push(slack.stop);
  return slack;
}

/** The same with the small bot connected to it. */
export async function scene(
  given: Partial<Options> = {},
  { sockets = 1, http = false, slow = { ackMs: 0 } } = {},
): Promise<FakeSlack> {
  const slack = await bareSlack(given);
  const listen = (app: Parameters<typeof smallBot>[0]): void => smallBot(app, slow);
  const bare = http ? await overHttp(slack, listen) : await overSockets(slack, listen, sockets);
  ends.push(bare.stop);
  return slack;
}

/** The error that a call is refused with, or "ok". */
export async function errorOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return "ok";
  } catch (cause) {
    return (cause as { data?: { error?: string } }).data?.error ?? String(cause);
  }
}
