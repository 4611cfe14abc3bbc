import { connect } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startLocalServer } from "../fakes/kit/http.ts";
import { type Signed, sign } from "../fakes/slack/signed.ts";
import { shown } from "../integration/slack/fake-desk.ts";
import { type Scene, startScene } from "../integration/slack/scene.ts";

let here: Scene & { readonly url: string };
beforeAll(async () => {
  here = await startScene({ way: "HTTP" });
});
afterAll(() => here.stop());
beforeEach(() => {
  here.desk.brought.received.length = 0;
});

const seconds = (ahead = 0): number => Math.floor(Date.now() / 1_000) + ahead;
let commands = 0;
const command = (more: object = {}) => {
  commands += 1;
  const ids = { team_id: here.slack.team, user_id: "U0HANAKO", channel_id: "C0GENERAL" };
  const payload = { command: "/vm", text: "list", trigger_id: `1.${commands}`, response_url: "http://127.0.0.1:9/x" };
  return { kind: "slash_commands", payload: { ...payload, ...ids, ...more } } as const;
};
const signed = (ahead = 0, secret = here.slack.signingSecret): Signed =>
  here.slack.signedRequest(command(), secret, seconds(ahead));
const statusOf = async (request: Signed, path = ""): Promise<number> =>
  (await here.slack.request(`${here.url}${path}`, request)).status;

describe("somebody who reaches the bot's HTTP address", () => {
  test("and is Slack is heard, so that all below is turned away for its own reason", async () => {
    expect(await statusOf(signed())).toBe(200);
    expect(here.desk.brought.received).toHaveLength(1);
  });

  test("cannot send again what Slack sent, to the letter or with other headers", async () => {
    const request = signed();
    expect(await statusOf(request)).toBe(200);
    expect(await statusOf(request)).toBe(401);
    const other = { ...request, headers: { ...request.headers, "x-slack-retry-num": "1", "user-agent": "x" } };
    expect(await statusOf(other)).toBe(401);
    const all = await Promise.all(Array.from({ length: 20 }, () => statusOf(request)));
    expect(new Set(all)).toEqual(new Set([401]));
    expect(here.desk.brought.received).toHaveLength(1);
  });

  test("gets in once with twenty copies at the same time", async () => {
    const request = signed();
    const all = await Promise.all(Array.from({ length: 20 }, () => statusOf(request)));
    expect(all.filter((status) => status === 200)).toHaveLength(1);
    expect(here.desk.brought.received).toHaveLength(1);
  });

  test.each([
    ["from the future", 60],
    ["from far in the future", 10_000_000],
    ["older than five minutes", -301],
  ])("cannot use a signed request %s", async (_, ahead) => {
    expect(await statusOf(signed(ahead))).toBe(401);
    expect(here.desk.brought.received).toEqual([]);
  });

  test("cannot sign without the secret, nor change what was signed", async () => {
    expect(await statusOf(signed(0, "f".repeat(32)))).toBe(401);
    const request = signed();
    expect(await statusOf({ ...request, body: request.body.replace("list", "delete") })).toBe(401);
    const later = { ...request.headers, "x-slack-request-timestamp": String(seconds(1)) };
    expect(await statusOf({ ...request, headers: later })).toBe(401);
    const { "x-slack-signature": _, ...unsigned } = request.headers;
    expect(await statusOf({ ...request, headers: unsigned })).toBe(401);
    for (const odd of ["", "v0=", "v1=00", "v0=00", "💥"].map(encodeURIComponent))
      expect(await statusOf({ ...request, headers: { ...request.headers, "x-slack-signature": odd } })).toBe(401);
    for (const odd of ["", "soon", "-1", "1e9", "0x10", "NaN", "9".repeat(40)])
      expect(await statusOf({ ...request, headers: { ...request.headers, "x-slack-request-timestamp": odd } })).toBe(
        401,
      );
    expect(here.desk.brought.received).toEqual([]);
  });

  test("finds nothing on another path, or by another method", async () => {
    for (const path of ["/", "x", "/../admin", "?x=1"]) expect(await statusOf(signed(), path)).toBe(404);
    expect((await fetch(here.url)).status).toBe(404);
    expect((await fetch(here.url, { method: "PUT", body: "x" })).status).toBe(404);
    expect(here.desk.brought.received).toEqual([]);
  });

  test("cannot fill the memory with one request", async () => {
    const large = { ...signed(), body: "x".repeat(2_000_000) };
    expect(await statusOf(large).catch(() => 413)).toBe(413);
    expect(await endless(here.url)).toBeLessThan(2_000_000);
    expect(await statusOf(signed())).toBe(200);
  });

  test("cannot hold a connection by dawdling, neither with headers nor with a body", async () => {
    const begun = performance.now();
    const heads = [
      "POST /slack/events HTTP/1.1\r\nhost: x\r\n",
      "POST /slack/events HTTP/1.1\r\nhost: x\r\ncontent-length: 9000\r\n\r\n",
    ];
    await Promise.all(heads.flatMap((head) => Array.from({ length: 20 }, () => dawdle(here.url, head))));
    expect(performance.now() - begun).toBeLessThan(15_000);
    expect(await statusOf(signed())).toBe(200);
  }, 30_000);

  test("cannot have an answer sent to an address that is not Slack's, were the secret theirs", async () => {
    const asked: string[] = [];
    const evil = await startLocalServer(async (request, response) => {
      asked.push(request.url ?? "");
      response.end();
    });
    const response_url = `http://127.0.0.1:${evil.port}/commands/T1/1/x`;
    const forged = here.slack.signedRequest(command({ response_url }), here.slack.signingSecret, seconds());
    expect(await statusOf(forged)).toBe(200);
    const [arrival] = here.desk.brought.received;
    if (arrival === undefined) throw new Error("it was not taken");
    await expect(here.desk.surface().post("note", arrival, shown("private"), "k")).rejects.toMatchObject({
      kind: "gone",
    });
    await evil.close();
    expect(asked).toEqual([]);
  });

  test("cannot end the bot with a signed body that is odd", async () => {
    const bodies = [
      "null",
      "[]",
      "7",
      '"x"',
      "{",
      '{"type":"event_callback"}',
      '{"type":"event_callback","event":null}',
    ];
    for (const text of bodies)
      for (const type of ["application/json", "application/x-www-form-urlencoded"]) {
        const body = type === "application/json" ? text : `payload=${encodeURIComponent(text)}`;
        expect(await statusOf(signedBody(body, type))).toBeGreaterThanOrEqual(400);
      }
    const missing = ["trigger_id", "response_url", "user_id", "team_id", "channel_id"].map((key) => ({ [key]: "" }));
    for (const more of [...missing, { user_id: "<!channel>" }, { channel_id: "x".repeat(500) }])
      expect(
        await statusOf(here.slack.signedRequest(command(more), here.slack.signingSecret, seconds())),
      ).toBeGreaterThanOrEqual("response_url" in more ? 200 : 400);
    expect(await statusOf(signed())).toBe(200);
  }, 60_000);
});

function signedBody(body: string, type: string): Signed {
  const made = here.slack.signedRequest({ kind: "events_api", payload: {} }, here.slack.signingSecret, seconds());
  const { headers } = made;
  const signature = sign(here.slack.signingSecret, body, Number(headers["x-slack-request-timestamp"]));
  return { body, headers: { ...headers, "content-type": type, "x-slack-signature": signature } };
}

/** Sends a little of a request now and then, until the connection is closed. */
function dawdle(url: string, head: string): Promise<void> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    const timer = setInterval(() => socket.write("x"), 1_000);
    socket.on("error", () => undefined);
    socket.on("close", () => {
      clearInterval(timer);
      resolve();
    });
    socket.write(head);
  });
}

/** Sends a body without an end, and gives how much was taken until the connection was closed. */
function endless(url: string): Promise<number> {
  const { hostname, port, pathname } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    let sent = 0;
    const chunk = "x".repeat(50_000);
    const more = (): void => {
      if (socket.destroyed || sent > 5_000_000) return;
      sent += chunk.length;
      socket.write(`${chunk.length.toString(16)}\r\n${chunk}\r\n`, () => setImmediate(more));
    };
    socket.on("error", () => resolve(sent));
    socket.on("close", () => resolve(sent));
    socket.write(`POST ${pathname} HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n`, more);
  });
}
