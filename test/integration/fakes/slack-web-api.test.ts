import { describe, expect, it } from "vitest";
import { usualScopes } from "../../fakes/slack/options.ts";
import { noRates } from "../../fakes/slack/rates.ts";
import { clientOf } from "./bolt.ts";
import { bareSlack, errorOf } from "./slack-scene.ts";
import { question } from "./slack-story.ts";

describe("the local Slack's Web API", () => {
  it("knows its tokens, their scopes, and its methods", async () => {
    const slack = await bareSlack({ scopes: ["chat:write"] });
    const client = clientOf(slack);
    const test = await client.auth.test();
    expect(test).toMatchObject({ ok: true, team_id: slack.team, user_id: slack.botUser });
    expect(test.response_metadata?.scopes).toEqual(["chat:write"]);
    expect(await errorOf(clientOf(slack, "xoxb-another").auth.test())).toBe("invalid_auth");
    expect(await errorOf(clientOf(slack, slack.appToken).users.list({}))).toBe("not_allowed_token_type");
    expect(await errorOf(client.apps.connections.open())).toBe("not_allowed_token_type");
    expect(await errorOf(client.apiCall("chat.shout"))).toBe("unknown_method");
    await expect(client.users.list({})).rejects.toMatchObject({
      data: { error: "missing_scope", needed: "users:read", provided: "chat:write" },
    });
    expect(JSON.stringify(slack.calls())).not.toContain("xoxb-");
  });

  it("lists people page by page, with their language where it is asked for", async () => {
    const slack = await bareSlack();
    for (const index of [1, 2, 3]) slack.person({ name: `p${index}`, locale: "ja-JP", guest: "single" });
    const client = clientOf(slack);
    const first = await client.users.list({ limit: 2, include_locale: true });
    expect(first.members?.map(({ locale, is_ultra_restricted }) => [locale, is_ultra_restricted])).toEqual([
      ["ja-JP", true],
      ["ja-JP", true],
    ]);
    const cursor = first.response_metadata?.next_cursor ?? "";
    const second = await client.users.list({ limit: 2, cursor });
    expect(second.members?.map(({ name, locale }) => [name, locale])).toEqual([["p3", undefined]]);
  });

  it("refuses where a message cannot go, and edits only what is the bot's and can be edited", async () => {
    const slack = await bareSlack({ rates: noRates, scopes: [...usualScopes, "im:write"] });
    const [hanako, gone, closed] = [
      slack.person(),
      slack.person({ deleted: true }),
      slack.person({ unreachable: "messages_tab_disabled" }),
    ];
    const client = clientOf(slack);
    const open = slack.channel({ members: [hanako] });
    const say = (channel: string): Promise<string> => errorOf(client.chat.postMessage({ channel, text: "hello" }));
    expect(await say(gone.id)).toBe("user_disabled");
    expect(await say(closed.id)).toBe("messages_tab_disabled");
    expect(await say("C0NOWHERE")).toBe("channel_not_found");
    expect(await say(slack.channel({ bot: false }).id)).toBe("not_in_channel");
    expect(await say(slack.channel({ bot: false, kind: "private" }).id)).toBe("channel_not_found");
    expect(await say(slack.channel({ archived: true }).id)).toBe("is_archived");

    const direct = await client.chat.postMessage({ channel: hanako.id, text: "hello", blocks: question("sure?") });
    expect(direct.channel).toBe(hanako.direct);
    const ts = direct.ts ?? "";
    expect(await errorOf(client.chat.update({ channel: hanako.id, ts, text: "x" }))).toBe("channel_not_found");
    await client.chat.update({ channel: hanako.direct, ts, text: "kept" });
    const seen = await hanako.sees(/sure\?/u);
    expect([seen.notice, seen.buttons]).toEqual(["kept", ["Yes"]]);
    await client.chat.update({ channel: hanako.direct, ts, text: "bare", blocks: [] });
    expect([seen.text, seen.buttons]).toEqual(["bare", []]);

    const note = await client.chat.postEphemeral({ channel: open.id, user: hanako.id, text: "only you" });
    const edit = client.chat.update({ channel: open.id, ts: note.message_ts ?? "", text: "no" });
    expect(await errorOf(edit)).toBe("message_not_found");
    await client.chat.delete({ channel: hanako.direct, ts });
    expect(await errorOf(client.chat.update({ channel: hanako.direct, ts, text: "x" }))).toBe("message_not_found");
    await hanako.types("mine", { channel: open.id });
    const [own] = hanako.messages("channel");
    expect(await errorOf(client.chat.update({ channel: open.id, ts: own?.ts ?? "", text: "x" }))).toBe(
      "cant_update_message",
    );
  });

  it("takes a file in three steps, and gives it to whoever has the token", async () => {
    const slack = await bareSlack();
    const hanako = slack.person();
    const client = clientOf(slack);
    await client.files.uploadV2({
      channel_id: hanako.direct,
      filename: "log.txt",
      content: "a long log",
      title: "Log",
    });
    const seen = await hanako.sees(/^$/u);
    expect(seen.files).toMatchObject([{ name: "log.txt", title: "Log", text: "a long log" }]);
    const [stored] = slack.world.files.values();
    const { file } = await client.files.info({ file: stored?.id ?? "" });
    const url = file?.url_private ?? "";
    const withToken = await fetch(url, { headers: { authorization: `Bearer ${slack.botToken}` } });
    expect(await withToken.text()).toBe("a long log");
    const without = await fetch(url);
    expect([without.status, await without.text()]).toEqual([200, expect.stringContaining("Sign in")]);
  });

  it("takes no file under what is no thread's beginning, and no picture that is none", async () => {
    const slack = await bareSlack();
    const channel = slack.person().direct;
    const client = clientOf(slack);
    const begins = await client.chat.postMessage({ channel, text: "a card" });
    const answers = await client.chat.postMessage({ channel, text: "more", thread_ts: begins.ts ?? "" });
    const put = (thread_ts: string, filename: string) =>
      client.files.uploadV2({ channel_id: channel, thread_ts, filename, content: "text" });
    expect(await errorOf(put(answers.ts ?? "", "log.txt"))).toBe("invalid_arguments");
    expect(await errorOf(put("1.000001", "log.txt"))).toBe("thread_not_found");
    expect(await errorOf(put(begins.ts ?? "", "chart.png"))).toBe("invalid_arguments");
    await put(begins.ts ?? "", "log.txt");
    expect(slack.world.posts.at(-1)?.thread).toBe(begins.ts);
  });

  it("asks for patience by 429, and the client waits as long as it is told", async () => {
    const slack = await bareSlack();
    const [hanako, taro] = [slack.person(), slack.person()];
    const client = clientOf(slack);
    const texts = ["1", "2", "3", "4", "5"];
    for (const text of texts) await client.chat.postMessage({ channel: hanako.id, text });
    const statuses = slack.calls("chat.postMessage").map(({ status }) => status);
    expect(statuses).toEqual([200, 200, 200, 200, 429, 200]);
    expect(hanako.messages().map(({ text }) => text)).toEqual(texts);
    expect(await errorOf(client.chat.postMessage({ channel: taro.id, text: "another channel" }))).toBe("ok");
    slack.faults.add({ method: "users.info", answer: { retryAfter: 1 }, times: 2 });
    await client.users.info({ user: hanako.id });
    expect(slack.calls("users.info").map(({ status }) => status)).toEqual([429, 429, 200]);
  });

  it("fails on demand: by status, by error, by silence, and refuses connections while it is down", async () => {
    const slack = await bareSlack();
    const client = clientOf(slack);
    slack.faults.add({ method: "auth.test", answer: { status: 503 }, times: 2 });
    await client.auth.test();
    slack.faults.add({ method: /^auth/u, answer: { hangUp: true }, times: 1 });
    await client.auth.test();
    expect(slack.calls("auth.test").map(({ status }) => status)).toEqual([503, 503, 200, 0, 200]);
    const end = slack.faults.add({ method: "auth.test", answer: { error: "token_revoked" } });
    expect(await errorOf(client.auth.test())).toBe("token_revoked");
    end();
    await slack.down();
    const waiting = client.auth.test();
    await slack.up();
    expect(await waiting).toMatchObject({ ok: true });
  });
});
