import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type GivenKeysMemory, openGivenKeys } from "../../../bot/given-keys/memory.ts";
import { openStore, type Store } from "../../../bot/store/database.ts";
import { signGivenKeys } from "../../../protocol/given-keys.ts";
import type { Result } from "../../../protocol/messages.ts";
import { ed25519Line } from "../executor-vm/keyring.ts";
import { party } from "../protocol/parties.ts";

const host = await party("vm1", "executor");
const other = await party("vm2", "executor");
const person = { name: "e235701", uid: 235_701 };
const command = { executor: host.own.id, account: person.name, uid: person.uid, input: {} };
const now = Date.now();

let folder: string;
let store: Store;
let trust: Map<string, typeof host.peer>;
let memory: GivenKeysMemory;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "shisa-given-"));
  store = openStore(folder);
  trust = new Map([host, other].map(({ peer }) => [peer.id, peer]));
  memory = openGivenKeys(store, trust);
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

const signed = (iat = now, signer = host, about = person) =>
  signGivenKeys({ iat, person: about, keys: [ed25519Line()] }, signer.own);
const result = (statement: string, changes: Partial<Result> = {}): Result => ({
  kind: "result",
  grant: `g${"0".repeat(32)}`,
  action: "key.list",
  status: "done",
  output: { host: "vm1", keys: [], statement },
  steps: [],
  startedAt: 1,
  endedAt: 2,
  ...changes,
});

test("what the keeper signed about who asked is remembered, over restarts, with who the keeper is", async () => {
  const statement = signed();
  expect(await memory.learn(command, result(statement))).toBeUndefined();
  expect(openGivenKeys(store, trust).of(person)).toEqual({ statement, keeper: "vm1" });
  expect(memory.of({ ...person, uid: 5 })).toBeUndefined();
  expect(memory.of({ ...person, name: "e235702" })).toBeUndefined();
});

test("the newest stands, whatever arrives later", async () => {
  const [old, fresh] = [signed(now - 1_000), signed(now)];
  for (const statement of [old, fresh, old]) await memory.learn(command, result(statement));
  expect(memory.of(person)?.statement).toBe(fresh);
});

test.each([
  ["by another executor than was asked", () => signed(now, other)],
  ["about somebody else", () => signed(now, host, { name: "e235702", uid: 235_702 })],
  ["about an account of the same name that was before", () => signed(now, host, { ...person, uid: 5 })],
  ["that nobody signed", () => "nonsense"],
])("a statement %s is not taken, and the result is not believed", async (_, make) => {
  expect(await memory.learn(command, result(make()))).toEqual(expect.any(String));
  expect(memory.of(person)).toBeUndefined();
});

test("other results teach nothing about keys", async () => {
  const failed = { status: "refused", refusal: { code: "key.unknown", numbers: {} } } as const;
  expect(await memory.learn(command, result(signed(), { action: "vm.list" }))).toBeUndefined();
  expect(await memory.learn(command, result(signed(), failed))).toBeUndefined();
  expect(await memory.learn(undefined, result(signed()))).toBeUndefined();
  expect(memory.of(person)).toBeUndefined();
});

test("with its signer's trust a statement ends", async () => {
  await memory.learn(command, result(signed()));
  trust.delete(host.peer.id);
  expect(memory.of(person)).toBeUndefined();
});
