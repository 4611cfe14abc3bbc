import { createServer } from "node:net";
import { pino } from "pino";
import { afterEach, describe, expect, test } from "vitest";
import { slackLogger } from "../../../bot/slack/log.ts";
import { createSocket } from "../../../bot/slack/sockets.ts";
import type { SlackPlatform } from "../../../bot/slack/start.ts";
import { until } from "../../fakes/kit/until.ts";
import { prepareScene, type Setup } from "./scene.ts";

const ends: (() => Promise<unknown>)[] = [];
const prepare = async (setup: Setup = {}) => {
  const scene = await prepareScene(setup);
  ends.push(scene.slack.stop);
  const start = async (): Promise<SlackPlatform> => {
    const platform = await scene.start();
    ends.push(platform.stop);
    return platform;
  };
  return { ...scene, start };
};
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

describe("a start", () => {
  test("with a refused bot token says which setting to mend, and keeps the token to itself", async () => {
    const { start, logged } = await prepare({ config: { botToken: "xoxb-wrong-secret" } });
    const error = await start().then(String, (cause: unknown) => cause);
    expect(error).toMatchObject({ message: expect.stringMatching(/SHISA_SLACK_BOT_TOKEN .*install the app/u) });
    expect(`${String(error)} ${logged()}`).not.toContain("wrong-secret");
  });

  test("with a refused app token says which setting to mend", async () => {
    const { start, logged } = await prepare({ config: { appToken: "xapp-wrong-secret" } });
    await expect(start()).rejects.toThrow(/SHISA_SLACK_APP_TOKEN.*connections:write/u);
    expect(logged()).not.toContain("wrong-secret");
  });

  test("for another workspace says both", async () => {
    const { start, slack } = await prepare({ config: { workspace: "T0ANOTHER" } });
    await expect(start()).rejects.toThrow(new RegExp(`${slack.team}.*T0ANOTHER`, "u"));
  });

  test("on an address that is taken says so", async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => void taken.listen(0, "127.0.0.1", resolve));
    ends.push(() => new Promise((resolve) => taken.close(resolve)));
    const address = taken.address();
    const port = typeof address === "object" ? (address?.port ?? 0) : 0;
    const http = { signingSecret: "0".repeat(32), host: "127.0.0.1", port };
    const { start } = await prepare({ config: { http } });
    await expect(start()).rejects.toThrow(`listening for Slack on 127.0.0.1:${port}`);
  });

  test("while Slack is away succeeds, and Slack is heard once it is back", async () => {
    const { start, slack, desk, logged } = await prepare();
    await slack.down();
    await start();
    expect(logged()).toContain("Slack cannot be reached");
    await slack.up();
    await until("sockets are open", () => slack.sockets.count() === 2);
    expect(await slack.person().types("/vm list")).toMatchObject({ ok: true });
    expect(desk.brought.run).toHaveLength(1);
  });

  test("can be stopped while Slack is away", async () => {
    const { start, slack } = await prepare();
    await slack.down();
    await (await start()).stop();
    await slack.up();
    expect(slack.sockets.count()).toBe(0);
  });

  test("with both ways hears by both, as one", async () => {
    const { config } = await prepare();
    const scene = await prepare({ way: "HTTP", config: { appToken: config.appToken } });
    await scene.start();
    const person = scene.slack.person();
    expect(await person.types("/vm list")).toMatchObject({ ok: true });
    scene.slack.useSockets();
    expect(await person.types("/vm list")).toMatchObject({ ok: true });
    expect(scene.desk.brought.run).toHaveLength(2);
  });

  test("without users.list still knows people one by one", async () => {
    const { start, slack, desk } = await prepare();
    slack.faults.add({ method: "users.list", answer: { error: "missing_scope" } });
    await start();
    const person = slack.person({ guest: "multi" });
    await person.types("/vm list");
    const [arrival] = desk.brought.received;
    if (arrival === undefined) throw new Error("nothing came");
    expect(await desk.surface().admit(arrival)).toMatchObject({ code: "person.guest" });
  });
});

describe("sockets", () => {
  test("cost nothing when Slack recycles one of them", async () => {
    const { start, slack, desk } = await prepare();
    await start();
    const person = slack.person();
    slack.sockets.disconnect("refresh_requested", 0);
    for (let at = 0; at < 20; at += 1) expect(await person.types(`/jobs ${at}`)).toMatchObject({ ok: true });
    await until("both are open again", () => slack.sockets.count() === 2);
    expect(desk.brought.run).toHaveLength(20);
  });

  test("are opened again when all are cut, and when Slack was away for a while", async () => {
    const { start, slack } = await prepare();
    await start();
    slack.sockets.cut();
    await until("both are open again", () => slack.sockets.count() === 2);
    await slack.down();
    await slack.up();
    await until("both are open again", () => slack.sockets.count() === 2);
    expect(await slack.person().types("/vm list")).toMatchObject({ ok: true });
  });

  test("are opened anew once by themselves, so that Slack does not recycle all of them together", async () => {
    const { slack, config } = await prepare();
    const receiver = { processEvent: async () => undefined };
    const quiet = pino({ level: "silent" });
    const parts = { api: config.api, appToken: slack.appToken };
    const socket = createSocket(parts, receiver, slackLogger(quiet), quiet, 50);
    ends.push(socket.stop);
    await socket.start();
    await until("it is opened anew", () => slack.calls("apps.connections.open").length === 2);
    await until("it is open", () => slack.sockets.count() === 1);
  });

  test("that went silent are left for a new one", async () => {
    const { start, slack } = await prepare();
    await start();
    const opened = () => slack.calls("apps.connections.open").length;
    expect(opened()).toBe(2);
    slack.sockets.freeze(0);
    await until("a new one is opened", () => opened() === 3, 25_000);
  }, 30_000);

  test("that cannot acknowledge what was taken run it all the same, once", async () => {
    const { start, slack, desk } = await prepare({ slack: { ackMs: 300 } });
    await start();
    const person = slack.person();
    desk.answer = {
      receive: async () => {
        slack.sockets.cut();
        await until("it is cut", () => slack.sockets.count() === 0);
      },
    };
    const lost = await person.types("/vm create tiny web");
    expect(lost?.ok).toBe(false);
    desk.answer = {};
    await until("it is open again", () => slack.sockets.count() > 0);
    expect(await lost?.again()).toMatchObject({ ok: true });
    expect(new Set(desk.brought.run.map(({ invocation }) => invocation)).size).toBe(1);
  });

  test("take no harm from what is no envelope", async () => {
    const { start, slack, desk, logged } = await prepare({ slack: { ackMs: 100 } });
    await start();
    const odd = [
      {},
      { event: null },
      { event: { type: 7 } },
      { type: "block_actions", actions: [] },
      { command: "/vm" },
    ];
    for (const payload of odd)
      for (const kind of ["events_api", "interactive", "slash_commands"] as const)
        await slack.courier.deliver(kind, payload);
    expect(desk.brought.received).toEqual([]);
    expect(logged()).toContain("no envelope");
    expect(await slack.person().types("/vm list")).toMatchObject({ ok: true });
  });
});
