import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Attachment } from "../../bot/chat/arrival.ts";
import { startLocalServer } from "../fakes/kit/http.ts";
import { shown } from "../integration/slack/fake-desk.ts";
import { type Scene, startScene } from "../integration/slack/scene.ts";

let here: Scene;
beforeAll(async () => {
  here = await startScene();
});
afterAll(() => here.stop());

describe("what is said in the bot's name", () => {
  test("mentions and links nobody and nothing, whatever a program printed", async () => {
    const person = here.slack.person();
    const channel = here.slack.channel({ members: [person] });
    const evil = "<!channel> <!here> <@U0TEACHER> @everyone *x* <https://evil.example|log in> https://evil.example ```";
    const identity = { platform: "slack", workspace: here.slack.team, user: person.id };
    const place = { channel: channel.id, kind: "channel" } as const;
    const all = shown(evil, {
      text: [evil],
      ...{ code: `${evil}\n\`\`\`\n${evil}`, footer: evil, file: { name: evil, content: evil } },
      fields: [{ label: evil, value: evil }],
      list: [{ title: evil, cells: [evil, evil, evil] }],
      steps: [{ label: evil, state: "doing" }],
      buttons: [{ id: "b1", label: evil }],
    });
    await here.desk.surface().post("place", { identity, place }, all, "k");
    const message = await person.sees(/evil/u);
    expect(message.sent).toMatchObject({ parse: "none", unfurl_links: "false", unfurl_media: "false" });
    expect(message.notice).not.toMatch(/[<>]/u);
    expect(JSON.stringify(message.blocks)).not.toMatch(/"type":"(?:mrkdwn|link|user|channel|broadcast|usergroup)"/u);
    expect(here.slack.complaints()).toEqual([]);
  });
});

describe("the bot token", () => {
  test("goes to nobody but Slack, whatever address a file is said to have", async () => {
    const asked: (string | undefined)[] = [];
    const evil = await startLocalServer(async (request, response) => {
      asked.push(request.headers.authorization);
      response.end("x");
    });
    const address = `http://127.0.0.1:${evil.port}/files-pri/T1-F1/a.txt`;
    const api = new URL(here.slack.api);
    const urls = [
      address,
      `http://${api.hostname}.evil.example/`,
      `https://files.slack.com.evil.example/x`,
      `https://slack.com@127.0.0.1:${evil.port}/x`,
      `https://evilslack.com/x`,
      `http://files.slack.com/x`,
      "file:///etc/passwd",
      "not an address",
    ];
    for (const url of urls) {
      const attachment: Attachment = { field: "script", name: "a", url, size: 1 };
      await expect(here.desk.surface().fetch(attachment, 100)).rejects.toMatchObject({ kind: "rejected" });
    }
    await evil.close();
    expect(asked).toEqual([]);
  });
});

test("no token, address of an interaction or socket is ever logged, whatever fails", async () => {
  const { slack, desk, logged } = here;
  const person = slack.person();
  for (const answer of [{ status: 500 }, { error: "invalid_auth" }, { hangUp: true }, { retryAfter: 1 }] as const) {
    const ends = [/chat\./u, /views\./u, /users\./u, "response_url"].map((method) =>
      slack.faults.add({ method, answer }),
    );
    desk.answer = { typed: () => ({ kind: "told", shown: shown("x", { buttons: [{ id: "b", label: "B" }] }) }) };
    await person.types("/vm list", { channel: slack.channel({ members: [person] }).id });
    desk.answer = {
      pressed: () => ({ kind: "told", shown: shown("y") }),
      receive: () => Promise.reject(new Error(person.id)),
    };
    await person.messages("ephemeral").at(-1)?.click("B");
    for (const end of ends) end();
  }
  const sockets = slack.sockets.count();
  slack.sockets.cut();
  await expect.poll(() => slack.sockets.count()).toBe(sockets);
  const tickets = [
    ...slack.world.hooks.keys(),
    slack.botToken,
    slack.appToken,
    "ticket=",
    ...slack.world.triggers.keys(),
  ];
  for (const secret of tickets) expect(logged()).not.toContain(secret);
  expect(logged()).toContain('"level"');
});
