import { connect } from "node:net";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { alertCondition } from "../../bot/webhooks/alertmanager/condition.ts";
import { changeOf } from "../../bot/webhooks/signed/payload.ts";
import type { Condition } from "../../protocol/monitor.ts";
import { conditionSchema } from "../../protocol/monitor.ts";
import { signed, startWebhookScene, token, type WebhookScene } from "../support/webhooks.ts";

let here: WebhookScene;
beforeEach(async () => {
  here = await startWebhookScene();
});
afterEach(() => here.stop());

const firing = { key: "nas:power", severity: "error", title: "power", state: "firing" };
const alert = (more: object = {}) => ({
  ...{ status: "firing", labels: { alertname: "TargetDown" }, annotations: {}, startsAt: "2026-11-22T10:23:50Z" },
  ...{ generatorURL: "", fingerprint: "00000000000000aa" },
  ...more,
});
const payload = (...alerts: object[]) => ({ version: "4", groupKey: "{}", truncatedAlerts: 0, alerts });

describe("somebody who reaches the webhooks", () => {
  test("tells nothing as Alertmanager without its token", async () => {
    for (const authorization of [
      "",
      "Bearer",
      "Bearer ",
      `Bearer ${token}x`,
      `Basic ${token}`,
      `Bearer ${token} x`,
      token,
    ])
      expect(await here.post("/alertmanager", payload(alert()), { authorization })).toBe(401);
    expect(await here.post("/alertmanager", payload(alert()))).toBe(401);
    expect(here.open()).toEqual([]);
  });

  test("signs nothing without the secret, and changes nothing of what was signed", async () => {
    expect(await here.tell(firing, { secret: "x".repeat(40) })).toBe(401);
    const { text, headers } = signed(firing, here.now());
    const put = (more: Record<string, string>, body = text) => here.post("/webhook", body, { ...headers, ...more });
    expect(await put({}, text.replace("power", "fire!"))).toBe(401);
    expect(await put({ "x-shisa-nonce": "b".repeat(32) })).toBe(401);
    expect(await put({ "x-shisa-timestamp": String(Number(headers["x-shisa-timestamp"]) + 1) })).toBe(401);
    for (const odd of ["", "v1=", "v1=00", "v0=00", "x".repeat(10_000)])
      expect(await put({ "x-shisa-signature": odd })).toBe(401);
    for (const odd of ["", "soon", "-1", "1e9", "0x10", "9".repeat(40)])
      expect(await put({ "x-shisa-timestamp": odd })).toBe(401);
    for (const odd of ["", "short", "with blanks in it", "../../../../etc/passwd"])
      expect(await put({ "x-shisa-nonce": odd })).toBe(401);
    expect(here.open()).toEqual([]);
    expect(await put({})).toBe(200);
  });

  test("gets nothing by sending again what was signed, not even after the bot's restart", async () => {
    const first = signed(firing, here.now());
    expect(await here.post("/webhook", first.text, first.headers)).toBe(200);
    await here.tell({ ...firing, state: "resolved" });
    expect(await here.post("/webhook", first.text, first.headers)).toBe(401);
    await here.restart();
    const all = Array.from({ length: 20 }, () => here.post("/webhook", first.text, first.headers));
    expect(new Set(await Promise.all(all))).toEqual(new Set([401]));
    expect(here.open()).toEqual([]);
  });

  test("gets one of twenty copies in that come at the same time", async () => {
    const one = signed(firing, here.now());
    const all = await Promise.all(Array.from({ length: 20 }, () => here.post("/webhook", one.text, one.headers)));
    expect(all.filter((status) => status === 200)).toHaveLength(1);
  });

  test("keeps nothing that was signed for later: five minutes in both directions", async () => {
    for (const ahead of [-302, 302, 100_000]) expect(await here.tell(firing, { ahead })).toBe(401);
    for (const ahead of [-295, 295]) expect(await here.tell(firing, { ahead })).toBe(200);
    const late = signed(firing, here.now());
    here.pass(6 * 60_000);
    expect(await here.post("/webhook", late.text, late.headers)).toBe(401);
  });

  test("is cut off with a body that is too long, told or not", async () => {
    const long = JSON.stringify({ ...firing, text: "x".repeat(70_000) });
    expect(await here.tell(long).catch(() => 413)).toBe(413);
    const stream = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(65_536).fill(120)),
    });
    const { headers } = signed("", here.now());
    const endless = fetch(`${here.url}/webhook`, {
      method: "POST",
      body: stream,
      headers,
      duplex: "half",
    } as RequestInit);
    expect(await endless.then(({ status }) => status).catch(() => 413)).toBe(413);
    const declared = { authorization: "Bearer wrong" };
    expect(await here.post("/alertmanager", "x".repeat(1_000_000), declared).catch(() => 401)).toBe(401);
  });

  test("who dawdles is cut off within twelve seconds, and holds up nobody meanwhile", async () => {
    const ends = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const socket = connect(here.port, "127.0.0.1").resume();
        const ended = new Promise<number>((resolve) => {
          socket.on("error", () => undefined);
          socket.once("close", () => resolve(performance.now()));
        });
        await new Promise((resolve) => socket.once("connect", resolve));
        socket.write("POST /alertmanager HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n");
        return { ended, since: performance.now() };
      }),
    );
    expect(await here.tell(firing)).toBe(200);
    for (const { ended, since } of ends) expect((await ended) - since).toBeLessThan(12_500);
  });

  test("finds nothing on other paths, by other methods, and nothing of the server's in the answer", async () => {
    for (const path of ["/", "/alertmanager/", "//evil", "/webhook2", "/slack/events"])
      expect(await here.post(path, "{}")).toBe(404);
    for (const method of ["GET", "PUT", "DELETE"])
      expect((await fetch(`${here.url}/alertmanager`, { method })).status).toBe(404);
    const answer = await fetch(`${here.url}/nothing`);
    expect(await answer.text()).toBe("");
    expect(answer.headers.get("server")).toBeNull();
    expect(answer.headers.get("x-powered-by")).toBeNull();
  });
});

describe("an alert that was let in", () => {
  test("that names another's incident by its key is an incident of its own, and ends no other", async () => {
    const own = { key: "osd_down", code: "ceph.osd_down", severity: "error", scope: "department" } as const;
    const told: Condition = { ...own, numbers: {}, lines: [], since: 1 };
    here.incidents.observe({ source: { kind: "monitor", name: "ceph" }, host: "vm1" }, [told]);
    await here.alertmanager(payload(alert()));
    for (const key of [
      "osd_down",
      "monitor:ceph::osd_down",
      "00000000000000aa",
      "alertmanager:alertmanager::00000000000000aa",
    ]) {
      expect(await here.tell({ ...firing, key })).toBe(200);
      expect(await here.tell({ ...firing, key, state: "resolved" })).toBe(200);
    }
    expect(
      here
        .open()
        .map(({ source }) => source.kind)
        .toSorted(),
    ).toEqual(["alertmanager", "monitor"]);
  });

  test("holds hostile text as text only: no control characters, no other links, cut to what a message holds", () => {
    const { condition } = changeOf(
      {
        ...{ key: "k", severity: "error", state: "firing", title: "a\u202Eb\u0000c\r\nd" },
        ...{ text: `x${"y".repeat(4_000)}\n\u001b[31mred`, url: "javascript:alert(1)" },
      },
      1,
    );
    expect(condition?.numbers).toEqual({ title: "a b c d" });
    expect(condition?.lines.every((line) => line.length <= 300 && !/[\p{C}]/u.test(line))).toBe(true);
    expect(condition?.documentation).toBeUndefined();
  });

  test("whatever it says is a condition that can be kept and told", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 600 }),
      fc.constantFrom("<!channel>", "@everyone", "__proto__"),
    );
    const record = fc.dictionary(
      fc.oneof(text, fc.constantFrom("alertname", "summary", "description", "runbook_url", "instance")),
      text,
    );
    fc.assert(
      fc.property(record, record, text, (labels, annotations, title) => {
        const made = [
          alertCondition({ ...alert(), status: "firing", labels, annotations }, Date.now()),
          changeOf({ key: "k", severity: "warning", state: "firing", title, text: title, url: title }, 1).condition,
        ];
        for (const one of made) expect(conditionSchema.safeParse(one).success).toBe(true);
      }),
    );
  });
});
