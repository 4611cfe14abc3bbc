import { afterEach, beforeEach, expect, test } from "vitest";
import { arrivalOf, type ChatBench, chatBench, idOf, typeAt } from "./kit/chat.ts";
import { scriptedPlatform } from "./kit/scripted.ts";

const hanako = idOf("U1");
let bench: ChatBench;
let slack: ReturnType<typeof scriptedPlatform>;
beforeEach(() => {
  bench = chatBench();
  bench.link(hanako, "e235701");
  slack = scriptedPlatform();
});
afterEach(() => bench.stop());

test("a copy of the database holds no way to answer an interaction, no line and no file's address once it was answered", async () => {
  bench.desk.open(slack.surface);
  const reply = { token: "+https://hooks.slack.com/commands/T1/1/very-secret", until: Date.now() + 1_000_000 };
  const file = { field: "script", name: "a.sh", url: "https://cdn.discordapp.com/a?hm=very-secret", size: 1 };
  const place = { channel: "C1", kind: "channel", reply } as const;
  await typeAt(bench, arrivalOf(hanako, "/vm list my very-secret", { place, attachments: [file] }));
  await expect.poll(() => slack.said.length).toBeGreaterThan(0);
  await expect.poll(() => JSON.stringify(bench.rows("posts"))).not.toContain("very-secret");
  expect(bench.logged()).not.toContain("very-secret");
  expect(JSON.stringify(bench.audited)).not.toContain("very-secret");
});

test("what a button is for stands in the database, and an id out of it is of no use to anybody else", async () => {
  bench.desk.open(slack.surface);
  await typeAt(bench, arrivalOf(hanako, "/vm delete web"));
  await expect.poll(() => bench.rows("presses").length).toBeGreaterThan(0);
  const thief = idOf("U2");
  bench.link(thief, "e235702");
  for (const row of bench.rows("presses")) {
    const id = "id" in row ? String(row.id) : "";
    const answer = bench.desk.pressed({ id, identity: thief, place: { channel: "DU2", kind: "direct" } }, true);
    expect(answer).toMatchObject({ kind: "told" });
  }
});

const odd = [
  ["a NUL", "/vm start d\0b"],
  ["half a character", "/vm start d\uD800b"],
  ["an object's own names", "/vm start __proto__ --constructor toString"],
  ["a line with no end", `/vm start ${"x".repeat(7_900)}`],
  ["SQL", "/vm start '; DROP TABLE posts; --"],
] as const;

test.each(odd)("%s in a line is refused and comes through a restart, in a line and in a form", async (_, line) => {
  const form = bench.desk.typed(arrivalOf(hanako, line), true);
  const taken = bench.desk.typed(arrivalOf(hanako, line), false);
  if (taken.kind !== "line") throw new Error("it was not taken");
  await bench.desk.receive(taken.arrival);
  bench.restart();
  bench.desk.open(slack.surface);
  await expect.poll(() => slack.said.length).toBe(1);
  expect(slack.said[0]?.shown).toMatchObject({ final: true });
  expect(slack.titles()[0]).not.toMatch(/Done for/u);
  if (form.kind !== "form") return;
  const act = { id: form.id, identity: hanako, place: { channel: "DU1", kind: "direct" } } as const;
  const filled = Object.fromEntries([
    ["__proto__", "x"],
    ["constructor", "x"],
    ["name", "db"],
  ]);
  expect(bench.desk.filled({ ...act, filled, attachments: [] })).toMatchObject({ arrival: { line: "/vm start db" } });
});

test("a row that cannot be read keeps nobody else from what they are owed, nor the bot from starting", async () => {
  const taken = bench.desk.typed(arrivalOf(hanako, "/vm list"), false);
  if (taken.kind !== "line") throw new Error("it was not taken");
  await bench.desk.receive(taken.arrival);
  bench.sql(`INSERT INTO posts (invocation, platform, arrival, received_at) VALUES ('slack:x', 'slack', '{', 0)`);
  bench.sql(`INSERT INTO posts (invocation, platform, arrival, received_at) VALUES ('slack:y', 'slack', '{"a":1}', 0)`);
  bench.restart();
  bench.desk.open(slack.surface);
  await expect.poll(() => slack.said.length).toBe(1);
  expect(bench.logged()).toContain("reading what a chat is owed");
});
