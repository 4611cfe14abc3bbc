import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createKeyBook, type KeyBook } from "../../../executor/keys/book.ts";
import { keysFor } from "../../../executor/runners/vm/prepared-keys.ts";
import { ed25519Line } from "../../unit/executor-vm/keyring.ts";
import { createFakeHost, type FakeHost, job, person } from "./fake-virsh.ts";

let fake: FakeHost;
let book: KeyBook;
let inHome: string;
const [one, two] = [ed25519Line(), ed25519Line()];
const ssh = () => join(fake.root, "home/.ssh");

beforeEach(async () => {
  fake = await createFakeHost();
  book = createKeyBook(fake.root);
  inHome = ed25519Line();
  await writeFile(join(ssh(), "authorized_keys"), inHome);
});
afterEach(() => fake.remove());

const give = (...keys: string[]) =>
  book.change(person, (before) => [
    ...before,
    ...keys.map((key) => ({ key, comment: "", addedAt: 1, by: { platform: "slack", workspace: "T1", user: "U1" } })),
  ]);
const keys = () => keysFor(fake.vm, job());

test("a new guest gets the keys that were given, and those in the home, each once", async () => {
  await give(one, two);
  await writeFile(join(ssh(), "authorized_keys"), `${two}\n${inHome}\n`);
  expect(await keys()).toEqual({ ok: true, value: [one, two, inHome] });
});

test("without given keys those in the home are the keys", async () => {
  expect(await keys()).toEqual({ ok: true, value: [inHome] });
});

test("who has given a key needs no home", async () => {
  await rm(ssh(), { recursive: true });
  expect(await keys()).toMatchObject({ ok: false, refusal: { code: "keys.none" } });
  await give(one);
  expect(await keys()).toEqual({ ok: true, value: [one] });
});

test("a home that cannot be read takes nothing from who has given a key", async () => {
  await rm(join(ssh(), "authorized_keys"));
  await writeFile(join(ssh(), "authorized_keys"), inHome, { mode: 0o600 });
  expect(await keys()).toMatchObject({ ok: false, refusal: { code: "keys.unreadable" } });
  await give(one);
  expect(await keys()).toEqual({ ok: true, value: [one] });
});

test("keys that cannot be told make no guest", async () => {
  await give(one);
  await writeFile(join(fake.root, "keys", `${person.uid}-${person.name}.json`), "{");
  await expect(keys()).rejects.toThrow("reading the keys");
});
