import { createServer, type Server } from "node:http";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { askBot } from "../../bin/watch/ask.ts";
import { heartbeatKind } from "../../protocol/heartbeat.ts";
import { generateKeys, importOwnKeys, importPeer, type OwnKeys } from "../../protocol/keys.ts";
import { signStatement } from "../../protocol/statement.ts";
import type { Trust } from "../../protocol/trust.ts";
import { startWebhookScene, type WebhookScene } from "../support/webhooks.ts";

let server: Server;
let url = "";
let answer: (nonce: string) => string = () => "";
let own: OwnKeys;
let trust: Trust;

beforeEach(async () => {
  const bot = await generateKeys("bot", "bot", 3_600_000);
  own = await importOwnKeys(bot.file);
  trust = new Map([[own.id, await importPeer(bot.entry)]]);
  server = createServer((request, response) => {
    response.end(answer(new URL(request.url ?? "/", "http://x").searchParams.get("nonce") ?? ""));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  url = typeof address === "object" && address !== null ? `http://127.0.0.1:${address.port}` : "";
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const say = (nonce: string, keys = own, iat = Date.now()) => signStatement(heartbeatKind, { iat, nonce }, keys);
const ask = () => askBot(url, trust, Date.now);

describe("somebody who answers in the bot's place", () => {
  test("is believed with the bot's own key only, so that all below is refused for its own reason", async () => {
    answer = (nonce) => say(nonce);
    await expect(ask()).resolves.toBeUndefined();
  });

  test("cannot make the watcher believe that a dead bot lives", async () => {
    const earlier = say("a".repeat(32));
    answer = () => earlier;
    await expect(ask()).rejects.toThrow("it repeated an earlier answer");
    for (const iat of [Date.now() - 3 * 60_000, Date.now() + 3 * 60_000]) {
      answer = (nonce) => say(nonce, own, iat);
      await expect(ask()).rejects.toThrow(/its clock is far from ours|not valid when it signed/u);
    }
    const stranger = await importOwnKeys((await generateKeys("bot", "bot", 3_600_000)).file);
    answer = (nonce) => say(nonce, stranger);
    await expect(ask()).rejects.toThrow("signing key is not known here");
    // The first letter after the last dot: all six bits of it are the signature's, the last letter carries two only.
    answer = (nonce) => say(nonce).replace(/(?<=\.)[^.](?=[^.]*$)/u, (first) => (first === "A" ? "B" : "A"));
    await expect(ask()).rejects.toThrow();
    answer = (nonce) => `${say(nonce)}${"x".repeat(10_000)}`;
    await expect(ask()).rejects.toThrow();
  });

  test("cannot use an executor's key, nor another statement of the bot's, as the bot's word that it lives", async () => {
    const host = await generateKeys("vm1", "executor", 3_600_000);
    const executor = await importOwnKeys(host.file);
    trust = new Map([...trust, [executor.id, await importPeer(host.entry)]]);
    answer = (nonce) => say(nonce, executor);
    await expect(ask()).rejects.toThrow("the role of the heartbeat's signing key is executor");
    const other = { ...heartbeatKind, type: "shisa-other" } as const;
    answer = (nonce) => signStatement(other, { iat: Date.now(), nonce }, own);
    await expect(ask()).rejects.toThrow("what was signed is no heartbeat");
  });
});

describe("somebody who asks the bot itself", () => {
  let here: WebhookScene;
  beforeEach(async () => {
    here = await startWebhookScene();
  });
  afterEach(() => here.stop());

  test("gets nothing signed but that it lives, over a nonce of plain letters", async () => {
    const get = (nonce: string) => fetch(`${here.url}/heartbeat?nonce=${encodeURIComponent(nonce)}`);
    for (const odd of ["", "short", "x".repeat(65), '{"iss":"x"}', "a b c d e f g h i j", "…".repeat(20)])
      expect((await get(odd)).status).toBe(400);
    const said = await (await get("a".repeat(32))).text();
    const [, payload = ""] = said.split(".");
    const read: unknown = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
    expect(Object.keys(read as object).toSorted()).toEqual(["iat", "iss", "nonce"]);
  });
});
