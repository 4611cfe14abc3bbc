import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createKeyBook, type KeyBook } from "../../../executor/keys/book.ts";
import { createGiven } from "../../../executor/keys/given.ts";
import { keysFor } from "../../../executor/runners/vm/prepared-keys.ts";
import { signGivenKeys } from "../../../protocol/given-keys.ts";
import { signLink } from "../../../protocol/link.ts";
import { ed25519Line } from "../../unit/executor-vm/keyring.ts";
import { party } from "../../unit/protocol/parties.ts";
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
const keys = (statement?: string) => keysFor(fake.vm, job(), statement);

const keeper = await party("gpu1", "executor");
const here = await party("vm1", "executor");
const bot = await party("bot", "bot");
const trust = new Map([keeper, here, bot].map(({ peer }) => [peer.id, peer]));
const signed = (signer = keeper, changes: Partial<Parameters<typeof signGivenKeys>[0]> = {}) =>
  signGivenKeys(
    { iat: Date.now(), person: { name: person.name, uid: person.uid }, keys: [two], ...changes },
    signer.own,
  );
const told = (statement: string) => createGiven(book, here.own, trust)(person, statement);

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

test("what another host keeps comes with its signature, and stands in the place of what is kept here", async () => {
  await give(one);
  expect(await told(signed())).toEqual({ ok: true, value: [two] });
  expect(await told(signed(keeper, { keys: [] }))).toEqual({ ok: true, value: [] });
});

test("what this host once signed says nothing against its own file", async () => {
  await give(one);
  expect(await told(signed(here))).toEqual({ ok: true, value: [one] });
});

test("no statement but an executor's, about this very person, is believed", async () => {
  const stranger = await party("gpu1", "executor");
  const link = signLink(
    {
      iat: Date.now(),
      identity: { platform: "slack", workspace: "T1", user: "U1" },
      person,
      by: "adm1",
      how: "munge",
      bot: "b",
    },
    keeper.own,
  );
  const whole = signed();
  const wrong = [
    signed(bot),
    signed(stranger),
    signed(keeper, { person: { name: person.name, uid: 5 } }),
    signed(keeper, { person: { name: "somebody", uid: person.uid } }),
    signed(keeper, { keys: [`command="id" ${one}`] }),
    signed(keeper, { iat: 1 }),
    link,
    `${whole.slice(0, -4)}AAAA`,
    whole.split(".").slice(0, 2).join("."),
    "",
    "x".repeat(100_000),
  ];
  for (const statement of wrong)
    expect(await told(statement), statement.slice(0, 40)).toMatchObject({
      ok: false,
      refusal: { code: "keys.statement" },
    });
  expect(await keys("nonsense")).toMatchObject({ ok: false, refusal: { code: "keys.statement" } });
});
