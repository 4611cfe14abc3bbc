import { expect, it } from "vitest";
import { until } from "../../fakes/kit/until.ts";
import { scene } from "./slack-scene.ts";

const nowSeconds = (): number => Math.floor(Date.now() / 1000);

it("a request that was heard is heard again: Bolt alone does not know a replay", async () => {
  const slack = await scene({}, { http: true });
  await slack.person().types("/vm list");
  const [first] = slack.sent;
  if (first === undefined) throw new Error("nothing was sent");
  expect(await slack.request(slack.http, first)).toMatchObject({ status: 200 });
  await until("it ran twice", () => slack.calls("chat.postMessage").length === 2);
});

it("wrong signatures and old time stamps are refused by Bolt, future ones are not", async () => {
  const slack = await scene({}, { http: true });
  const hanako = slack.person();
  await hanako.types("/vm list");
  const { envelope } = slack.courier.deliveries.at(-1) ?? {};
  if (envelope === undefined) throw new Error("nothing was sent");
  const send = async (secret: string, timestamp: number): Promise<number> =>
    (await slack.request(slack.http, slack.signedRequest(envelope, secret, timestamp))).status;
  expect(await send(slack.signingSecret, nowSeconds())).toBe(200);
  expect(await send("another secret of the same kind", nowSeconds())).toBe(401);
  expect(await send(slack.signingSecret, nowSeconds() - 301)).toBe(401);
  expect(await send(slack.signingSecret, nowSeconds() + 3000)).toBe(200);
});

it("nobody listening is a failure that the person sees", async () => {
  const slack = await scene();
  slack.useHttp("http://127.0.0.1:9/slack/events");
  const hanako = slack.person();
  expect(await hanako.types("/vm list")).toMatchObject({ ok: false, error: "dispatch_failed" });
  await hanako.sees(/failed with the error "dispatch_failed"/u);
});

it.each([{ http: false }, { http: true }])("260 commands at once are acknowledged, http: $http", async ({ http }) => {
  const slack = await scene({}, { sockets: 2, http });
  const people = Array.from({ length: 260 }, () => slack.person());
  const acted = await Promise.all(people.map((person) => person.types("/vm note")));
  expect(acted.filter((each) => each?.ok)).toHaveLength(260);
  const notes = people.map((person) => person.sees(/see your messages/u, { where: "ephemeral" }));
  expect(await Promise.all(notes)).toHaveLength(260);
});
