import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Message } from "../../../bot/message.ts";
import type { NewCommand } from "../../../bot/store/command-rows.ts";
import { commandsIn } from "../../../bot/store/commands.ts";
import { openStore, type Store } from "../../../bot/store/database.ts";
import { preferencesIn } from "../../../bot/store/preferences.ts";
import { grantIdOf } from "../../../protocol/ids.ts";
import type { Result } from "../../../protocol/messages.ts";

let folder: string;
let store: Store;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "shisa-store-"));
  store = openStore(join(folder, "state"));
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

const command = (invocation: string, changes: Partial<NewCommand> = {}): NewCommand => ({
  invocation,
  grant_id: grantIdOf(invocation),
  account: "e235701",
  uid: 60_001,
  identity: { platform: "terminal", workspace: "here", user: "e235701" },
  line: "/ping",
  language: "ja",
  command: "ping ",
  action: "host.ping",
  input: {},
  host: "vm1",
  executor: "key",
  accepted_at: 1_800_000_000_000,
  deadline: 1_800_000_900,
  vouched: {},
  ...changes,
});
const result = (invocation: string): Result => ({
  kind: "result",
  grant: grantIdOf(invocation),
  action: "host.ping",
  status: "done",
  output: { host: "vm1" },
  steps: [],
  startedAt: 1,
  endedAt: 2,
});
const final: Message = { reply: { tone: "done", title: "ok", privacy: "private" }, final: true, status: "done" };

test("the folder and the files are the bot's alone", () => {
  const mode = (name: string) => statSync(join(folder, "state", name)).mode & 0o777;
  expect(mode("")).toBe(0o700);
  for (const name of ["shisa.sqlite", "shisa.sqlite-wal", "shisa.sqlite-shm"]) expect(mode(name)).toBe(0o600);
});

test("writes of one turn are one transaction, and one that fails takes no other with it", async () => {
  const commands = commandsIn(store);
  const all = await Promise.allSettled(
    ["a", "b", "a", "c"].map((invocation) => store.write(() => commands.add(command(invocation)))),
  );
  expect(all.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"]);
  store.close();
  store = openStore(join(folder, "state"));
  expect(commandsIn(store).ofAccount("e235701", 10)).toHaveLength(3);
});

test("numbers rise and are not given twice", async () => {
  const commands = commandsIn(store);
  const first = await store.write(() => commands.add(command("a")));
  const second = await store.write(() => commands.add(command("b")));
  expect([first, second]).toEqual([1, 2]);
  expect(commands.byNumber(2)).toMatchObject({ invocation: "b", identity: { workspace: "here" }, status: "waiting" });
});

test("the first result stands", () => {
  const commands = commandsIn(store);
  commands.add(command("a"));
  const end = (endedAt: number) =>
    commands.end(grantIdOf("a"), { status: "done", result: result("a"), final, endedAt });
  expect([end(5), end(6)]).toEqual([true, false]);
  expect(commands.byGrant(grantIdOf("a"))).toMatchObject({ ended_at: 5, final, status: "done" });
});

test("an end that nobody knows is corrected by a result, and no result by giving up", () => {
  const commands = commandsIn(store);
  commands.add(command("a"));
  const unknown: Message = { ...final, status: "unknown" };
  expect(commands.giveUp(grantIdOf("a"), unknown, 5)).toBe(true);
  expect(commands.giveUp(grantIdOf("a"), unknown, 6)).toBe(false);
  expect(commands.unanswered()).toHaveLength(1);
  expect(commands.end(grantIdOf("a"), { status: "done", result: result("a"), final, endedAt: 7 })).toBe(true);
  expect(commands.giveUp(grantIdOf("a"), unknown, 8)).toBe(false);
  expect(commands.byGrant(grantIdOf("a"))?.status).toBe("done");
  expect(commands.unanswered()).toHaveLength(0);
});

test("what is under way is counted by person and host, cancels and ended ones not", () => {
  const commands = commandsIn(store);
  for (const name of ["a", "b", "c"]) commands.add(command(name));
  commands.add(command("d", { action: "job.cancel" }));
  commands.add(command("e", { account: "e235702" }));
  commands.add(command("f", { host: "vm2" }));
  commands.progress(grantIdOf("b"), "running", [], 1, 1);
  commands.end(grantIdOf("c"), { status: "done", result: result("c"), final, endedAt: 7 });
  expect(commands.open("e235701", "vm1", "job.cancel")).toEqual({ waiting: 1, running: 1 });
});

test("a database of a later release is not opened", () => {
  store.db.exec("PRAGMA user_version = 99");
  expect(() => openStore(join(folder, "state"))).toThrow("later release");
});

test("what people chose is kept, the last choice of each", () => {
  const preferences = preferencesIn(store);
  preferences.setLanguage("e235701", "ja");
  preferences.setLanguage("e235701", "en");
  expect(preferences.all()).toEqual([{ account: "e235701", language: "en" }]);
});
