import type { RESTOptions } from "discord.js";
import nock from "nock";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Draw } from "../../../bot/chart/draw.ts";
import { createWording } from "../../../bot/chat/wording.ts";
import { createAdmission } from "../../../bot/discord/admit.ts";
import { createPosting } from "../../../bot/discord/posting.ts";
import { discordMessage } from "../../../bot/discord/render/message.ts";
import { writeToken } from "../../../bot/discord/reply-token.ts";
import { createRests, type Rests } from "../../../bot/discord/rests.ts";
import { createSurface } from "../../../bot/discord/surface.ts";
import { shown } from "./scene.ts";

const host = "http://discord.invalid";
const token = "MTIzNDU2Nzg5MDEyMzQ1Njc4.Gabcde.the-bots-own-secret-token-of-some-length";
const secret = "aW50ZXJhY3Rpb246MTIzNDU2Nzg5MDEyMzQ1Njc4OnRoZS1pbnRlcmFjdGlvbnMtc2VjcmV0";
const identity = { platform: "discord", workspace: "1", user: "5" } as const;
const reply = { token: writeToken({ application: "9", token: secret, original: true }), until: Date.now() + 60_000 };
const place = { channel: "7", kind: "direct", reply } as const;
const at = { channel: "7", message: "8", audience: "direct" } as const;

let rests: Rests;
beforeEach(() => {
  nock.disableNetConnect();
  // nock sees what goes by fetch, and nothing of the client that discord.js brings.
  const makeRequest = fetch as unknown as RESTOptions["makeRequest"];
  rests = createRests({ api: `${host}/api`, token }, { makeRequest });
});
afterEach(() => {
  rests.stop();
  nock.cleanAll();
  nock.enableNetConnect();
});
const surface = (draw: Draw = async () => undefined) =>
  createSurface({
    wording: createWording(["vm"], (family) => family),
    posting: createPosting(rests),
    admission: createAdmission("1", rests),
    draw,
    fetch: async () => new Uint8Array(),
    now: Date.now,
  });
const answering = (method: "PATCH" | "POST" | "GET", path: string) => nock(host).intercept(`/api/v10${path}`, method);
const original = () =>
  nock(host).intercept(
    (uri) => decodeURIComponent(uri) === `/api/v10/webhooks/9/${secret}/messages/@original`,
    "PATCH",
  );
const edit = () => answering("PATCH", "/channels/7/messages/8");
const failure = async (work: Promise<unknown>): Promise<Record<string, unknown>> => {
  const cause = await work.then(
    () => {
      throw new Error("it did not fail");
    },
    (it: unknown) => it as Error,
  );
  const { name, message, kind, afterMs } = cause as Error & { kind?: unknown; afterMs?: unknown };
  // Whatever logs it, and however deep it looks, finds no token.
  const all = `${message} ${JSON.stringify(cause, Object.getOwnPropertyNames(cause))} ${String(cause.cause)} ${cause.stack}`;
  expect(all).not.toContain(token);
  expect(all).not.toContain(secret);
  return { name, kind, afterMs };
};

it.each([
  [500, "unreachable"],
  [502, "unreachable"],
  [401, "unreachable"],
  [408, "unreachable"],
  [403, "gone"],
  [404, "gone"],
  [400, "rejected"],
  [413, "rejected"],
])("takes an answer of %i without Discord's own words as %s", async (status, kind) => {
  edit().reply(status, "<html>a proxy's page</html>", { "content-type": "text/html" });
  expect(await failure(surface().edit(at, shown({})))).toMatchObject({ name: "SendError", kind });
});

it.each([
  [10008, 404, "gone"],
  [50001, 403, "gone"],
  [50007, 403, "gone"],
  [50013, 403, "gone"],
  [50278, 403, "gone"],
  [50035, 400, "rejected"],
  [0, 401, "unreachable"],
])("takes Discord's %i (%i) as %s", async (code, status, kind) => {
  edit().reply(status, { message: "as it says", code });
  expect(await failure(surface().edit(at, shown({})))).toMatchObject({ kind });
});

it.each([
  [400, 50035],
  [403, 50013],
  [413, 40005],
])("shows a message without its picture where Discord answers %i to that", async (status, code) => {
  const picture = { name: "chart.png", bytes: Buffer.from("PNG"), caption: "Free on /home" };
  const chart = { caption: "Free on /home", title: "", unit: "bytes", timeZone: "UTC", points: [] } as const;
  const sent: string[] = [];
  const takes = (answer: number, body: object) =>
    edit().reply(answer, (_uri, given) => {
      sent.push(JSON.stringify(given));
      return body;
    });
  takes(status, { message: "as it says", code });
  takes(200, { id: "8", channel_id: "7" });
  await surface(async () => picture).edit(at, shown({ chart }));
  expect(sent.map((body) => body.includes("chart.png"))).toEqual([true, false]);
});

it("goes on with its token after Discord refused it once", async () => {
  edit().reply(401, { message: "401: Unauthorized", code: 0 });
  expect(await failure(surface().edit(at, shown({})))).toMatchObject({ kind: "unreachable" });
  const again = edit().matchHeader("authorization", `Bot ${token}`).reply(200, { id: "8", channel_id: "7" });
  await surface().edit(at, shown({}));
  expect(again.isDone()).toBe(true);
});

it("says how long Discord wants it to wait, and waits itself where that is short", async () => {
  const limited = { "retry-after": "7.5", "x-ratelimit-scope": "shared" };
  edit().reply(429, { message: "slow", retry_after: 7.5, global: false }, limited);
  const { kind, afterMs } = await failure(surface().edit(at, shown({})));
  expect(kind).toBe("limited");
  expect(afterMs).toBeGreaterThanOrEqual(7_500);
  edit().reply(
    429,
    { message: "slow", retry_after: 0.1, global: true },
    { "retry-after": "0.1", "x-ratelimit-global": "true" },
  );
  edit().reply(200, { id: "8", channel_id: "7" });
  await surface().edit({ ...at }, shown({}));
});

it.each([
  ["that is no JSON", "not json", { "content-type": "application/json" }],
  ["that is empty", "", {}],
  ["without an id", "{}", { "content-type": "application/json" }],
])("takes an answer %s as none", async (_what, body, headers) => {
  edit().reply(200, body, headers);
  expect(await failure(surface().edit(at, shown({})))).toMatchObject({ kind: "unreachable" });
});

it("takes a broken connection as unreachable", async () => {
  edit().replyWithError(Object.assign(new Error("socket hang up"), { code: "ECONNRESET" }));
  expect(await failure(surface().edit(at, shown({})))).toMatchObject({ kind: "unreachable" });
});

it("answers by its own token where the interaction's is refused, once, with the key that makes it one", async () => {
  original().reply(401, {
    message: "Invalid Webhook Token",
    code: 50_027,
  });
  answering("POST", "/users/@me/channels").reply(200, { id: "7" });
  const nonces: unknown[] = [];
  const create = () =>
    answering("POST", "/channels/7/messages").reply(200, (_uri, body) => {
      nonces.push(typeof body === "object" ? [body["nonce"], body["enforce_nonce"]] : body);
      return { id: "8", channel_id: "7" };
    });
  create();
  const it = surface();
  expect(await it.post("direct", { identity, place }, shown({}), "the key")).toEqual(at);
  original().reply(404, {
    message: "Unknown Webhook",
    code: 10_015,
  });
  create();
  await it.post("direct", { identity, place }, shown({}), "the key");
  expect(nonces).toHaveLength(2);
  expect(nonces[0]).toEqual(nonces[1]);
  expect(nonces[0]).toEqual([expect.stringMatching(/^.{1,25}$/u), true]);
});

it("does not send a message anew while nobody knows whether the first one arrived", async () => {
  const asked = original().reply(503, "");
  expect(await failure(surface().post("direct", { identity, place }, shown({}), "k"))).toMatchObject({
    kind: "unreachable",
  });
  expect(asked.isDone()).toBe(true);
});

it("says nothing of a message but what Discord says of it", async () => {
  const { content } = discordMessage(shown({ title: "an address that is private" })).body;
  edit().reply(400, {
    message: "Invalid Form Body",
    code: 50_035,
    errors: { content: { _errors: [{ code: "X", message: "bad" }] } },
  });
  const cause = await surface()
    .edit(at, shown({ title: "an address that is private" }))
    .catch((it: unknown) => it);
  expect(String(cause)).not.toContain(content);
});
