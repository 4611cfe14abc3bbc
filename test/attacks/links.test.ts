import { afterEach, beforeEach, expect, test } from "vitest";
import { reportsKey } from "../../protocol/doorbell.ts";
import { grantIdOf } from "../../protocol/ids.ts";
import { generateKeys, importOwnKeys, type OwnKeys, readOwnKeys } from "../../protocol/keys.ts";
import type { Grant, Result } from "../../protocol/messages.ts";
import { adm, alice, bob, type FakeAccount } from "../support/fake-people.ts";
import { type Pair, startPair } from "../support/pair.ts";
import { waitFor } from "../support/wait.ts";
import { botTells, linkBy, resultBy } from "./kit/links.ts";

// Somebody wants to be somebody else in the chat: by Redis, by the bot's key, by an administrator's chat account.
// Bot and executor are real ones.

const rootAccount: FakeAccount = { name: "root", uid: 0, gid: 0, groups: ["shisa-admin"] };
const daemon: FakeAccount = { name: "daemon", uid: 1, gid: 1, groups: ["students"] };
const identity = { platform: "slack", workspace: "T1", user: "U1" } as const;
const line = "/link add slack:T1/U1 alice";
const isAlice = { account: "alice", uid: alice.uid };

let pair: Pair;
let executor: OwnKeys;
beforeEach(async () => {
  pair = await startPair([alice, bob, adm, rootAccount, daemon]);
  executor = await readOwnKeys(pair.bench.config.keys);
});
afterEach(() => pair.remove());

const known = () => pair.people((people) => people.find(identity));

const linkOf = (person: FakeAccount, own: OwnKeys, user = "U1"): string =>
  linkBy(own, person, { ...identity, user }, pair.bench.botKeys.id);
const reportOf = (grant: string, link: string, own: OwnKeys): Promise<string> => resultBy(pair, own, grant, link);
const told = (why: string): Promise<void> => botTells(pair, why);

test("forged results of a link that was asked for link nobody, and the executor's own does", async () => {
  const { client } = pair.bench.redis;
  const stranger = await importOwnKeys((await generateKeys("h1", "executor", 3_600_000)).file);
  await pair.bench.stop();
  const asked = pair.say("adm1", line, { id: "asked" });
  const grant = grantIdOf("terminal:asked");
  await client.rpush(reportsKey, await reportOf(grant, linkOf(bob, stranger), stranger));
  await told("the signing key is not known here");
  await client.rpush(reportsKey, await reportOf(grant, linkOf(bob, executor), pair.bench.botKeys));
  await told("the signing key's role is bot");
  await client.rpush(reportsKey, await reportOf(grantIdOf("other"), linkOf(bob, executor), executor));
  await told("a result for a grant that was not sent");
  expect(await known()).toBeUndefined();
  await pair.bench.start();
  expect(await asked).toMatchObject({ status: "done" });
  expect(await known()).toEqual(isAlice);
});

test("a link that the bot's key, or a key that nobody knows, has signed is none, even in the executor's own report", async () => {
  const { client } = pair.bench.redis;
  const stranger = await importOwnKeys((await generateKeys("h1", "executor", 3_600_000)).file);
  await pair.bench.stop();
  const asked = pair.say("adm1", line, { id: "asked" });
  const grant = grantIdOf("terminal:asked");
  await waitFor("the command to be accepted", async () => (await client.keys(`*${grant}`)).length > 0);
  await client.rpush(reportsKey, await reportOf(grant, linkOf(alice, pair.bench.botKeys), executor));
  await told("the role of the link's signing key is bot");
  await client.rpush(reportsKey, await reportOf(grant, linkOf(alice, stranger), executor));
  await told("the link's signing key is not known here");
  await client.rpush(reportsKey, await reportOf(grant, "a.b.c", executor));
  await told("checking the link's signature failed");
  expect(await known()).toBeUndefined();
  await pair.bench.start();
  expect(await asked).toMatchObject({ status: "done" });
});

test("a stolen executor's key links nobody whom no administrator has asked that host to link", async () => {
  const { client } = pair.bench.redis;
  await pair.bench.stop();
  const asked = pair.say("adm1", line, { id: "asked" });
  const grant = grantIdOf("terminal:asked");
  await waitFor("the command to be accepted", async () => (await client.keys(`*${grant}`)).length > 0);
  for (const link of [linkOf(bob, executor), linkOf(alice, executor, "U2")]) {
    await client.rpush(reportsKey, await reportOf(grant, link, executor));
    await told("a link that was not asked for");
  }
  await waitFor("all reports to be read", async () => (await client.llen(reportsKey)) === 0);
  expect(await pair.people((people) => [...people.identitiesOf("alice"), ...people.identitiesOf("bob")])).toEqual([]);
  await pair.bench.start();
  expect(await asked).toMatchObject({ status: "done" });
});

test("an older link, replayed as it was sent after a newer one, changes nothing, now or after a restart", async () => {
  const { client } = pair.bench.redis;
  const sent: string[] = [];
  let isOver = false;
  const ear = await client.monitor();
  ear.on("monitor", (_time: string, [command = "", key, ...envelopes]: string[]) => {
    if (command.toLowerCase() === "rpush" && key === reportsKey) sent.push(...envelopes);
    isOver ||= key === "over";
  });
  expect(await pair.say("adm1", "/link add slack:T1/U1 bob")).toMatchObject({ status: "done" });
  await client.set("over", "");
  await waitFor("all that was sent until now to have been seen", () => isOver);
  ear.disconnect();
  expect(await pair.say("adm1", line)).toMatchObject({ status: "done" });
  const replay = async () => {
    await client.rpush(reportsKey, ...sent);
    await waitFor("all reports to be read", async () => (await client.llen(reportsKey)) === 0);
    expect(await pair.say("alice", "/ping")).toMatchObject({ status: "done" });
    expect(await known()).toEqual(isAlice);
  };
  await replay();
  await pair.stopBot();
  await client.rpush(reportsKey, ...sent);
  await pair.startBot();
  await replay();
});

/** Asks the executor by the bot's own key, as somebody does who has the whole bot. */
async function resultOf(input: unknown, more: Partial<Grant> = {}): Promise<Result> {
  const { bot } = pair.bench;
  await pair.stopBot();
  const person = { name: adm.name, uid: adm.uid };
  const grant = await bot.send(bot.grant("link.add", input, { person, ...more }));
  return bot.result(grant.jti);
}

test.each(["root", "daemon"])("nobody is linked to %s, whatever groups it is in", async (account) => {
  expect(await resultOf({ identity, account })).toMatchObject({ status: "refused", refusal: { code: "link.system" } });
});

test("a link that is asked for in a chat is refused by the executor itself, for an administrator too", async () => {
  for (const platform of ["slack", "discord", "Terminal", ""]) {
    const asker = { platform, workspace: "T1", user: "UADM1" };
    const proof = linkBy(executor, adm, { ...identity, user: "UADM1" }, pair.bench.botKeys.id);
    const result = await resultOf({ identity, account: "alice" }, { identity: asker, vouched: { proof } });
    // From where they are linked they are an administrator, and told where it is done; else they are nobody.
    const code = platform === "slack" ? "link.terminal" : "link.proof";
    expect(result).toMatchObject({ status: "refused", refusal: { code } });
    expect(result).not.toHaveProperty("output");
  }
});

test("a student's link, signed by the bot all the same, is refused by the executor", async () => {
  const result = await resultOf({ identity, account: "alice" }, { person: { name: alice.name, uid: alice.uid } });
  expect(result).toMatchObject({ status: "refused", refusal: { code: "role.admin_only" } });
});

test.each([
  ["a name", { ...identity, user: "@hanako" }],
  ["a terminal", { platform: "terminal", workspace: "here", user: "adm1" }],
  ["one with a field too many", { ...identity, account: "adm1" }],
])("an identity that is %s is not linked", async (_, wrong) => {
  const result = await resultOf({ identity: wrong, account: "alice" });
  expect(result).toMatchObject({ status: "refused", refusal: { code: "input.invalid" } });
});
