import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { afterEach, beforeEach, expect, test } from "vitest";
import { usualTimings } from "../../../bot/config.ts";
import { createDelivery } from "../../../bot/delivery.ts";
import { createMessages } from "../../../bot/messages.ts";
import { createMoveOn } from "../../../bot/move-on.ts";
import { createOpenCommands } from "../../../bot/open-commands.ts";
import type { NewCommand } from "../../../bot/store/command-rows.ts";
import { commandsIn } from "../../../bot/store/commands.ts";
import { openStore, type Store } from "../../../bot/store/database.ts";
import { usualHandlers } from "../../../bot/usual-handlers.ts";
import { grantIdOf } from "../../../protocol/ids.ts";
import type { Result } from "../../../protocol/messages.ts";
import { contextFor, now, people } from "../handlers/department.ts";
import { type Party, party } from "../protocol/parties.ts";

let folder: string;
let store: Store;
let hosts: { bak1: Party; vm1: Party };
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "shisa-move-"));
  store = openStore(join(folder, "state"));
  hosts = { bak1: await party("bak1", "executor"), vm1: await party("vm1", "executor") };
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

const grant = grantIdOf("terminal:1");
const done = (changes: Partial<Result> = {}): Result => ({
  ...{ kind: "result", grant, action: "backup.pack", status: "done", startedAt: now, endedAt: now + 1_000 },
  output: { host: "bak1", parcel: "a.b.c" },
  steps: [{ name: "pack", state: "done" }],
  ...changes,
});

/** A bot with a restore that is being packed on bak1. */
async function packing(to = "vm1", at: number = Date.now()) {
  const context = contextFor({ language: "en" });
  const commands = commandsIn(store);
  const messages = createMessages(usualHandlers, { ...context, now: () => at }, pino({ level: "silent" }));
  const trust = new Map(Object.values(hosts).map(({ peer }) => [peer.id, peer]));
  const moveOn = createMoveOn(messages, trust, usualTimings, () => at);
  const delivery = createDelivery(() => at);
  const open = createOpenCommands(store, commands, messages, moveOn, delivery, () => at, pino({ level: "silent" }));
  const command: NewCommand = {
    ...{ invocation: "terminal:1", grant_id: grant, account: people.hanako.name, uid: people.hanako.uid },
    identity: { platform: "terminal", workspace: "", user: people.hanako.name },
    ...{ line: "/backup restore report.tex", command: "backup restore", action: "backup.pack" },
    language: "en",
    ...{ input: { path: "report.tex", to }, host: "bak1", executor: hosts.bak1.own.id, vouched: {} },
    ...{ accepted_at: at - 5_000, deadline: Math.floor(at / 1_000) },
  };
  await store.write(() => commands.add(command));
  for (const stored of commands.unanswered()) open.add(stored, false);
  return { commands, open, at };
}

test("what was packed goes on on the host with the home, as the same command, and is written down before", async () => {
  const { commands, open, at } = await packing();
  await open.finish(grant, done());
  const { bak1, vm1 } = hosts;
  expect(commands.byGrant(grant)).toMatchObject({
    ...{ number: 1, action: "backup.unpack", input: { parcel: "a.b.c" }, host: "vm1", executor: vm1.own.id },
    ...{ status: "waiting", steps: [], result: null, final: null, accepted_at: at },
    legs: [{ host: "bak1", executor: bak1.own.id, action: "backup.pack", accepted_at: at - 5_000 }],
  });
  const moved = open.get(grant);
  expect(moved).toMatchObject({ host: "vm1", sentAt: 0 });
  const { reply } = moved === undefined ? { reply: undefined } : open.message(moved);
  expect(reply?.steps?.map(({ state }) => state)).toEqual(["done", "todo", "todo", "todo"]);
  expect(reply?.footer).toBe("#1 · 5 s");
});

test("a bot that is started anew sends the second half, and nothing of the first", async () => {
  const { commands, open } = await packing();
  await open.finish(grant, done());
  expect(commands.unanswered()).toMatchObject([{ grant_id: grant, host: "vm1", action: "backup.unpack" }]);
});

test("what failed, was refused or cancelled on the first host ends there", async () => {
  const { commands, open } = await packing();
  const failure = { code: "backup.moved_on", kept: false, left: [] };
  const { output: _, ...failed } = done({ status: "failed", failure });
  await open.finish(grant, failed);
  expect(commands.byGrant(grant)).toMatchObject({ host: "bak1", status: "failed", legs: [] });
});

test("it does not go on where nobody waits for it any more", async () => {
  const { commands, open } = await packing();
  await open.giveUp(grant);
  await open.finish(grant, done());
  const refusal = { code: "deadline.passed" };
  expect(commands.byGrant(grant)).toMatchObject({ host: "bak1", status: "not_run", result: { refusal } });
});

test("it does not go on on a host that is not trusted, or that has done its part", async () => {
  for (const to of ["evil", "bak1"]) {
    const { commands, open } = await packing(to);
    await open.finish(grant, done());
    const refusal = { code: "host.unknown", numbers: { typed: to } };
    expect(commands.byGrant(grant)).toMatchObject({ host: "bak1", status: "not_run", result: { refusal } });
    store.db.exec("DELETE FROM commands");
  }
});
