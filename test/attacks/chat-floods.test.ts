import { performance } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeEach, expect, onTestFinished, test } from "vitest";
import { createPacer } from "../../bot/chat/pacer.ts";
import { createPost } from "../../bot/chat/post.ts";
import { SendError } from "../../bot/chat/surface.ts";
import type { Message } from "../../bot/message.ts";
import type { ChatIdentity } from "../../protocol/messages.ts";
import { arrivalOf, type ChatBench, chatBench, idOf, typeAt } from "./kit/chat.ts";
import { scriptedPlatform } from "./kit/scripted.ts";

const hanako = idOf("U1");
const taro = idOf("U2");
let bench: ChatBench;
let slack: ReturnType<typeof scriptedPlatform>;
beforeEach(() => {
  bench = chatBench();
  bench.link(hanako, "e235701");
  bench.link(taro, "e235702");
  slack = scriptedPlatform();
  bench.desk.open(slack.surface);
});
afterEach(() => bench.stop());

const flood = (identity: ChatIdentity, times: number, line = "/vm list") =>
  Promise.all(Array.from({ length: times }, () => typeAt(bench, arrivalOf(identity, line))));

test("two thousand lines of somebody unlinked are all answered, and ten of them written down", async () => {
  const answers = await flood(idOf("U9"), 2_000, `/vm list ${"x".repeat(3_000)}`);
  expect(answers.filter((kind) => kind === "told")).toHaveLength(1_990);
  expect(bench.rows("posts")).toHaveLength(10);
  await expect.poll(() => slack.said.length).toBe(10);
  await expect.poll(() => JSON.stringify(bench.rows("posts")).length).toBeLessThan(10_000);
  bench.later(60_000);
  expect(await typeAt(bench, arrivalOf(idOf("U9"), "/vm list"))).toBe("line");
});

test("a flood of one linked person is bounded, in rows, forms and buttons, and nobody else is refused for it", async () => {
  await flood(hanako, 2_000);
  expect(bench.rows("posts")).toHaveLength(200);
  const forms = Array.from({ length: 500 }, () => bench.desk.typed(arrivalOf(hanako, "/vm create"), true));
  expect(new Set(forms.map(({ kind }) => kind))).toEqual(new Set(["told"]));
  expect(bench.rows("presses").length).toBeLessThan(2_000);
  const begun = performance.now();
  await typeAt(bench, arrivalOf(taro, "/vm list"));
  await expect.poll(() => slack.said.filter(({ to }) => to === taro.user).length).toBe(1);
  expect(performance.now() - begun).toBeLessThan(2_000);
});

test("a thousand edits of one person hold up another's by one edit, not by a thousand", async () => {
  let at = 0;
  const pacer = createPacer(600, () => at);
  onTestFinished(pacer.stop);
  const order: string[] = [];
  for (let count = 0; count < 1_600; count += 1) void pacer.turn("hanako").then(() => order.push("hanako"));
  void pacer.turn("taro").then(() => order.push("taro"));
  await expect.poll(() => order.length).toBe(600);
  at += 400;
  await expect.poll(() => order.length).toBe(604);
  expect(order.slice(600).indexOf("taro")).toBeLessThan(2);
});

test("a thousand messages on their way to one person are no crowd, for which all others wait longer", () => {
  const pacer = createPacer(50, () => 0);
  for (let count = 0; count < 1_000; count += 1) pacer.begin("hanako");
  expect(pacer.waitMs()).toBeLessThan(1_000);
  for (let count = 0; count < 1_000; count += 1) pacer.end("hanako");
  for (let count = 0; count < 50; count += 1) pacer.begin(`${count}`);
  expect(pacer.waitMs()).toBeLessThan(1_000);
  pacer.begin("taro");
  expect(pacer.waitMs()).toBeGreaterThan(1_000);
});

test("what is too fast for one conversation makes no other wait", async () => {
  const pacer = createPacer(100, () => performance.now());
  const platform = scriptedPlatform();
  let isTooFast = true;
  platform.refuses(({ at }) =>
    isTooFast && at?.channel === "DU1"
      ? new SendError("limited", "x", { afterMs: 60_000, everywhere: false })
      : undefined,
  );
  onTestFinished(pacer.stop);
  const posted = (identity: ChatIdentity) => {
    const reference = { channel: `D${identity.user}`, message: "m", audience: "direct" } as const;
    const post = createPost({
      ...{ surface: platform.surface, pacer, arrival: arrivalOf(identity, "/vm list"), reference },
      language: () => "en",
      shown: async ({ reply, final }) => ({ reply: { ...reply, buttons: [] }, final }),
      stands: async () => undefined,
      ended: () => undefined,
      fault: () => undefined,
    });
    onTestFinished(post.stop);
    return post;
  };
  const end: Message = { reply: { tone: "done", title: "Ready", privacy: "private" }, final: true, status: "done" };
  posted(hanako).show(end);
  await pause(50);
  posted(taro).show(end);
  await expect.poll(() => platform.said.length).toBe(1);
  isTooFast = false;
});
