import { afterEach, beforeEach, expect, test } from "vitest";
import type { Message, MessagePort } from "../../../../bot/message.ts";
import { arrivalOf, type ChatBench, chatBench, idOf } from "../../../attacks/kit/chat.ts";
import { gone, scriptedPlatform } from "../../../attacks/kit/scripted.ts";

const line = "/approvals approve 12 --version 1";
const waiting: Message = {
  reply: { tone: "information", title: "waits", buttons: [{ label: "Approve", line }], privacy: "place" },
  final: false,
};
const decided: Message = { reply: { tone: "done", title: "approved", privacy: "place" }, final: true, status: "done" };

let bench: ChatBench;
let slack: ReturnType<typeof scriptedPlatform>;
let ports: MessagePort[];
let now: Message;
beforeEach(async () => {
  ports = [];
  now = waiting;
  bench = chatBench((_number, port) => {
    ports.push(port);
    port.show(now);
  });
  slack = scriptedPlatform();
  bench.desk.open(slack.surface);
  const place = { channel: "C1", kind: "channel" } as const;
  const arrival = { ...arrivalOf(idOf("approvals"), "", { place, card: 12 }), invocation: "slack:approval:12:C1" };
  await bench.posts.add(arrival, null);
  bench.posts.run(arrival);
  await expect.poll(() => slack.said.length).toBe(1);
});
afterEach(() => bench.stop());

const show = (message: Message): void => {
  now = message;
  ports.at(-1)?.show(message);
};
const press = (user: string) => {
  const place = { channel: "C1", kind: "channel" } as const;
  return bench.desk.pressed({ id: slack.button(/Approve/u), identity: idOf(user), place }, false);
};

test("a card stands where everybody in the channel sees it, and is edited there to its end", async () => {
  expect(slack.said).toMatchObject([{ audience: "place", at: { channel: "C1" } }]);
  show({ ...waiting, reply: { ...waiting.reply, title: "changed" } });
  await expect.poll(() => slack.titles()).toEqual(["waits", "changed"]);
  show(decided);
  await expect.poll(() => slack.titles()).toEqual(["waits", "changed", "approved"]);
  expect(slack.said.map(({ audience }) => audience)).toEqual(["place", "edit", "edit"]);
});

test("what was decided while the bot was away is shown on the same card after the restart", async () => {
  await expect.poll(() => JSON.stringify(bench.rows("posts"))).toContain("m0");
  now = decided;
  bench.restart();
  bench.desk.open(slack.surface);
  await expect.poll(() => slack.said.at(-1)).toMatchObject({ audience: "edit", at: { message: "m0" } });
  expect(slack.titles()).toEqual(["waits", "approved"]);
});

test("a card that somebody deleted is posted anew in its channel, and nowhere else", async () => {
  slack.refuses(({ audience, at }) => (audience === "edit" && at?.message === "m0" ? gone() : undefined));
  show(decided);
  await expect.poll(() => slack.titles()).toEqual(["waits", "approved"]);
  expect(slack.said.at(-1)).toMatchObject({ audience: "place", at: { channel: "C1" } });
});

test("whoever sees it presses as themselves: two people are two acts, and a double click is one", () => {
  bench.link(idOf("U1"), "e235701");
  bench.link(idOf("U2"), "e235702");
  const pressed = ["U1", "U1", "U2", "Ustranger"].map(press);
  expect(pressed).toMatchObject([
    { kind: "line", arrival: { line, identity: { user: "U1" }, account: "e235701" } },
    { kind: "line", arrival: { line, identity: { user: "U1" }, account: "e235701" } },
    { kind: "line", arrival: { line, identity: { user: "U2" }, account: "e235702" } },
    { kind: "line", arrival: { line, identity: { user: "Ustranger" } } },
  ]);
  const ids = pressed.map((each) => (each.kind === "line" ? each.arrival.invocation : ""));
  expect(new Set(ids).size).toBe(3);
  expect(pressed[3]).not.toHaveProperty("arrival.account");
});
