import { expect, it } from "vitest";
import { until } from "../../fakes/kit/until.ts";
import { clientOf } from "./bolt.ts";
import { bareSlack, errorOf, scene } from "./slack-scene.ts";
import { question } from "./slack-story.ts";

it("a connection that hangs is left by the app, which comes back by another", async () => {
  const slack = await scene();
  await until("it is there", () => slack.sockets.count() === 1);
  slack.sockets.freeze();
  await until("it was asked for another", () => slack.calls("apps.connections.open").length === 2);
  await until("it came", () => slack.sockets.count() === 1);
  expect(await slack.person().types("/vm list")).toMatchObject({ ok: true });
});

it("text that is no envelope brings nobody down", async () => {
  const slack = await scene();
  for (const text of ["{", "[]", '{"type":"nonsense","envelope_id":"1","payload":{}}']) slack.sockets.send(text);
  expect(await slack.person().types("/vm list")).toMatchObject({ ok: true });
});

it("a message that somebody deleted is not found, and neither is a channel that the bot was removed from", async () => {
  const slack = await bareSlack();
  const hanako = slack.person();
  const general = slack.channel({ members: [hanako] });
  const client = clientOf(slack);
  const { ts = "" } = await client.chat.postMessage({ channel: general.id, text: "first" });
  (await hanako.sees(/first/u)).vanishes();
  expect(hanako.messages()).toEqual([]);
  expect(await errorOf(client.chat.update({ channel: general.id, ts, text: "x" }))).toBe("message_not_found");
  general.bot = false;
  expect(await errorOf(client.chat.postMessage({ channel: general.id, text: "x" }))).toBe("not_in_channel");
});

it("a button of an earlier edit can still be pressed by whoever had it before them", async () => {
  const slack = await scene();
  const hanako = slack.person();
  const client = clientOf(slack);
  const { channel = "", ts = "" } = await client.chat.postMessage({
    channel: hanako.id,
    text: "?",
    blocks: question("sure?"),
  });
  const seen = await hanako.sees(/sure/u);
  await client.chat.update({ channel, ts, text: "over", blocks: [] });
  await expect(seen.click("Yes")).rejects.toThrow('there is no button "Yes"');
  expect(await seen.click("Yes", { stale: true })).toMatchObject({ ok: true });
});

it("a change of language is told to the app, and to whoever asks", async () => {
  const slack = await scene();
  const hanako = slack.person();
  await hanako.speaks("ja-JP");
  const [told] = slack.courier.deliveries;
  expect(told).toMatchObject({
    ok: true,
    envelope: {
      kind: "events_api",
      payload: { event: { type: "user_change", user: { id: hanako.id, locale: "ja-JP" } } },
    },
  });
  const { user } = await clientOf(slack).users.info({ user: hanako.id, include_locale: true });
  expect(user?.locale).toBe("ja-JP");
});

it("a command that is not registered never reaches the app", async () => {
  const slack = await scene({ commands: ["/vm"] });
  const hanako = slack.person();
  expect(await hanako.types("/vmm list")).toBeUndefined();
  await hanako.sees(/not a valid command/u, { where: "ephemeral" });
  expect(slack.courier.deliveries).toEqual([]);
});

it("an answer that Slack does not take is told as such", async () => {
  const slack = await bareSlack();
  const hanako = slack.person();
  slack.courier.transport = async () => ({
    ok: true,
    error: undefined,
    answer: { blocks: [{ type: "x" }] },
    tookMs: 1,
  });
  expect((await hanako.types("/vm list"))?.refused).toContain("invalid_blocks");
  await hanako.sees(/did not respond with a valid message/u);
});
