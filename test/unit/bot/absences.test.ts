import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openAbsences } from "../../../bot/absences.ts";
import { type KeptDirectory, openDirectory } from "../../../bot/directory.ts";
import { openStore, type Store } from "../../../bot/store/database.ts";
import type { Inventory } from "../../../protocol/messages.ts";
import { guest, inventory, now, people } from "../handlers/department.ts";

let folder: string;
let store: Store;
let at = now;
let seq = 0;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "shisa-absences-"));
  store = openStore(folder);
  at = now;
  seq = 0;
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

const fail = (cause: unknown): never => {
  throw cause;
};
const open = () => {
  const absences = openAbsences(store, () => at, fail);
  return { ...absences, directory: absences.watching(openDirectory(store, () => at, 60_000, fail)) };
};
const known = (...names: (keyof typeof people)[]): Inventory["people"] =>
  names.map((name) => ({ ...people[name], roles: [...people[name].roles] }));
const say = (directory: KeptDirectory, host: string, everybody: Inventory["people"], guests = [guest()]): void => {
  seq += 1;
  directory.take({ host, boot: 1, seq, saidAt: at, inventory: inventory(guests, { people: everybody }) });
};

test("since when an owner is gone is kept from the first time on, and forgotten when they are back", () => {
  const { since, directory } = open();
  say(directory, "vm1", known("hanako"));
  expect(since("vm1", people.hanako)).toBeUndefined();
  at += 1_000;
  say(directory, "vm1", known("taro"));
  at += 60_000;
  say(directory, "vm1", known("taro"));
  expect(since("vm1", people.hanako)).toBe(now + 1_000);
  say(directory, "vm1", known("taro", "hanako"));
  expect(since("vm1", people.hanako)).toBeUndefined();
});

test("it is kept over a restart, and whether the clock then stands earlier or later changes nothing", async () => {
  say(open().directory, "vm1", known("taro"));
  await store.write(() => undefined);
  for (const step of [-86_400_000, 86_400_000]) {
    at = now + step;
    const again = open();
    expect(again.since("vm1", people.hanako)).toBe(now);
    say(again.directory, "vm1", known("taro"));
    expect(again.since("vm1", people.hanako)).toBe(now);
  }
});

test("another account of the same name is not the owner", () => {
  const { since, directory } = open();
  say(directory, "vm1", [{ ...people.hanako, uid: 777, roles: ["student"] }]);
  expect(since("vm1", people.hanako)).toBe(now);
  expect(since("vm1", { name: people.hanako.name, uid: 777 })).toBeUndefined();
});

test("each host goes by the accounts that it knows itself, and an owner of nothing is nobody's matter", () => {
  const { since, directory } = open();
  say(directory, "vm1", known("taro"));
  say(directory, "vm2", known("hanako"));
  expect([since("vm1", people.hanako), since("vm2", people.hanako)]).toEqual([now, undefined]);
  say(directory, "vm1", known("taro"), []);
  expect(since("vm1", people.hanako)).toBeUndefined();
});

test("an inventory that is older than one that was seen says nothing", () => {
  const { since, directory } = open();
  say(directory, "vm1", known("hanako"));
  directory.take({ host: "vm1", boot: 1, seq: 0, saidAt: at, inventory: inventory([guest()]) });
  expect(since("vm1", people.hanako)).toBeUndefined();
});
