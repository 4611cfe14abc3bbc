import { describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { until } from "../../fakes/kit/until.ts";
import { clientOf } from "./bolt.ts";
import { scene } from "./slack-scene.ts";

describe.each([{ http: false }, { http: true }])("the local Slack with Bolt, http: $http", ({ http }) => {
  it("carries a command, and shows the message and its edit to the person alone", async () => {
    const slack = await scene({}, { http });
    const [hanako, taro] = [slack.person({ name: "hanako" }), slack.person({ name: "taro" })];
    const acted = await hanako.types("/vm list a<b");
    expect(acted).toMatchObject({ ok: true, error: undefined });
    const seen = await hanako.sees(/^done: list a&lt;b/u, { where: "direct" });
    expect(seen.history).toEqual(["working on list a<b", "done: list a&lt;b\nYes"]);
    expect(seen.buttons).toEqual(["Yes"]);
    await seen.click("Yes");
    await seen.waitForEdit(/^it was pressed$/u);
    expect(taro.messages()).toEqual([]);
    expect(slack.complaints()).toEqual([]);
  });

  it("shows a note only to whoever typed, in a channel of several", async () => {
    const slack = await scene({}, { http });
    const [hanako, taro] = [slack.person(), slack.person()];
    const channel = slack.channel({ members: [hanako, taro] });
    await hanako.types("/vm note", { channel: channel.id });
    await hanako.sees(/see your messages/u, { where: "ephemeral" });
    expect(taro.messages()).toEqual([]);
    await hanako.types("／vm list", { channel: channel.id });
    expect(taro.messages().map(({ text }) => text)).toEqual(["／vm list"]);
  });

  it("opens a form, says what is wrong in it, completes, and takes it", async () => {
    const slack = await scene({}, { http });
    const hanako = slack.person();
    await hanako.types("/vm create");
    const modal = await hanako.modal();
    expect(modal.title).toBe("/vm create");
    expect(await modal.submit()).toBeUndefined();
    expect(Object.keys(modal.problems)).toEqual(["name"]);
    await modal.fill({ name: "taken" });
    await modal.submit();
    expect(modal.field("name").problem).toBe("There is one of that name.");
    expect(await modal.offered("template", "debian")).toEqual(["debian-12", "debian-13"]);
    await modal.fill({ Name: "web", Template: "ubuntu" });
    await modal.submit();
    expect(modal.open).toBe(false);
    await hanako.sees(/^made web from ubuntu$/u);
  });

  it("shows a late acknowledgement as a failure, and remembers when it came", async () => {
    const slack = await scene({ ackMs: 50 }, { http, slow: { ackMs: 150 } });
    const hanako = slack.person();
    const acted = await hanako.types("/vm list");
    expect(acted).toMatchObject({ ok: false, error: "operation_timeout" });
    await hanako.sees(/failed with the error "operation_timeout"/u, { where: "ephemeral" });
    await hanako.sees(/^done: list/u);
    await until("the late one was heard", () => acted?.lateMs !== undefined && acted.lateMs >= 100);
  });

  it("asks for the home page anew each time it is opened", async () => {
    const slack = await scene({}, { http });
    const hanako = slack.person();
    expect((await hanako.opensHome()).text).toBe(`home of ${hanako.id}`);
    await hanako.opensHome();
    expect(slack.calls("views.publish")).toHaveLength(2);
  });
});

describe("the local Slack's sockets", () => {
  it("carry on over one that Slack closes as it does every day", async () => {
    const slack = await scene({}, { sockets: 2 });
    const hanako = slack.person();
    await until("both are there", () => slack.sockets.count() === 2);
    slack.sockets.disconnect("refresh_requested", 0);
    expect(slack.sockets.count()).toBe(1);
    expect(await hanako.types("/vm list")).toMatchObject({ ok: true });
    await until("both are there again", () => slack.sockets.count() === 2);
  });

  it("fail a command while there is none, and take it when it is back", async () => {
    const slack = await scene();
    const hanako = slack.person();
    slack.sockets.cut();
    await until("it is cut", () => slack.sockets.count() === 0);
    expect(await hanako.types("/vm list")).toMatchObject({ ok: false, error: "dispatch_failed" });
    await until("it is back", () => slack.sockets.count() === 1);
    expect(await hanako.types("/vm list")).toMatchObject({ ok: true });
  });

  it("bring the same envelope again when told to, and Bolt runs it twice", async () => {
    const slack = await scene();
    const hanako = slack.person();
    const acted = await hanako.types("/vm list");
    const again = await acted?.again();
    expect(again?.envelope.id).toBe(acted?.envelope.id);
    await until("it ran twice", () => slack.calls("chat.postMessage").length === 2);
  });

  it("refuse an address that was used before", async () => {
    const slack = await scene();
    const { url } = await clientOf(slack, slack.appToken).apps.connections.open();
    const outcome = (): Promise<string> =>
      new Promise((resolve) => {
        const socket = new WebSocket(url ?? "");
        socket.once("open", () => {
          resolve("open");
          socket.close();
        });
        socket.once("error", () => resolve("refused"));
      });
    expect(await outcome()).toBe("open");
    expect(await outcome()).toBe("refused");
  });
});
