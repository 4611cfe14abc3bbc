import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openPeople } from "../../../../bot/people/links.ts";
import type { LinkedPerson, People } from "../../../../bot/people/people.ts";
import { openStore, type Store } from "../../../../bot/store/database.ts";
import type { LinkableIdentity } from "../../../../protocol/identity.ts";
import type { PeerKeys } from "../../../../protocol/keys.ts";
import { type Link, signLink } from "../../../../protocol/link.ts";
import { party } from "../../protocol/parties.ts";

const host = await party("vm1", "executor");
const other = await party("vm2", "executor");
const bot = await party("bot", "bot");
const now = Date.now();

const one: LinkableIdentity = { platform: "slack", workspace: "T1", user: "U1" };
const two: LinkableIdentity = { platform: "discord", workspace: "1".repeat(18), user: "2".repeat(18) };
const hanako = { name: "e235701", uid: 235_701 };
const taro = { name: "e235702", uid: 235_702 };
const isHanako: LinkedPerson = { account: "e235701", uid: 235_701 };
const isTaro: LinkedPerson = { account: "e235702", uid: 235_702 };

const statement = (changes: Partial<Link> = {}, signer = host): string =>
  signLink(
    { iat: now, identity: one, person: hanako, by: "adm1", how: "administrator", bot: bot.own.id, ...changes },
    signer.own,
  );

let folder: string;
let store: Store;
let trust: Map<string, PeerKeys>;
let people: People;
let news: [string, LinkedPerson][];
let ended: Map<string, number>;
const reopen = (): void => {
  store?.close();
  store = openStore(join(folder, "state"));
  people = openPeople(store, trust, () => now, { until: (identity) => ended.get(identity) });
  news = [];
  people.onLinked(({ user }, person) => news.push([user, person]));
};
beforeEach(() => {
  ended = new Map();
  folder = mkdtempSync(join(tmpdir(), "shisa-people-"));
  trust = new Map([host, other, bot].map(({ peer }) => [peer.id, peer]));
  reopen();
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

test("who was linked is found, and told of once; nobody else is", async () => {
  expect(people.find(one)).toBeUndefined();
  expect(await people.take(statement())).toBe(true);
  expect(people.find(one)).toEqual(isHanako);
  expect(news).toEqual([["U1", isHanako]]);
  for (const near of [two, { ...one, user: "U11" }, { ...one, workspace: "T2" }, { ...one, platform: "discord" }])
    expect(people.find(near)).toBeUndefined();
  expect(people.find({ ...one, user: "__proto__" })).toBeUndefined();
});

test("it is found after a restart, and then it is no news", async () => {
  const first = statement();
  await people.take(first);
  reopen();
  expect(people.find(one)).toEqual(isHanako);
  expect(await people.take(first)).toBe(false);
  expect(news).toEqual([]);
});

test("the newest statement wins, and an older one never takes its place, not after a restart either", async () => {
  const older = statement({ iat: now - 2_000 });
  const newer = statement({ iat: now - 1_000, person: taro });
  expect(await people.take(older)).toBe(true);
  expect(await people.take(newer)).toBe(true);
  expect(await people.take(older)).toBe(false);
  expect(people.find(one)).toEqual(isTaro);
  reopen();
  expect(await people.take(older)).toBe(false);
  expect(people.find(one)).toEqual(isTaro);
});

test("of two that come at once the newer wins, whichever was first", async () => {
  const older = statement({ iat: now - 2_000 });
  const newer = statement({ iat: now - 1_000, person: taro });
  await Promise.all([people.take(newer), people.take(older)]);
  expect(people.find(one)).toEqual(isTaro);
  expect(news).toEqual([["U1", isTaro]]);
  reopen();
  expect(people.find(one)).toEqual(isTaro);
});

test("two of the same time: the first stays", async () => {
  await people.take(statement());
  expect(await people.take(statement({ person: taro }))).toBe(false);
  expect(people.find(one)).toEqual(isHanako);
});

test("the same person said anew is no news, but it is what is kept", async () => {
  await people.take(statement({ iat: now - 1_000 }));
  expect(await people.take(statement({ iat: now }, other))).toBe(false);
  trust.delete(host.peer.id);
  expect(people.find(one)).toEqual(isHanako);
  expect(news).toHaveLength(1);
});

test("an account that was made anew with another number is another person", async () => {
  await people.take(statement({ iat: now - 1_000 }));
  expect(await people.take(statement({ person: { ...hanako, uid: 5 } }))).toBe(true);
  expect(people.find(one)).toEqual({ account: "e235701", uid: 5 });
});

test("a key that is taken out of the trust file takes its links with it, at once, and they come back with it", async () => {
  await people.take(statement());
  await people.take(statement({ identity: two }, other));
  trust.delete(host.peer.id);
  expect(people.find(one)).toBeUndefined();
  expect(people.find(two)).toEqual(isHanako);
  expect(people.identitiesOf("e235701")).toEqual([two]);
  reopen();
  expect(people.find(one)).toBeUndefined();
  trust.set(host.peer.id, host.peer);
  expect(people.find(one)).toEqual(isHanako);
});

test("a key whose role or time was changed in the trust file is looked at anew", async () => {
  await people.take(statement());
  trust.set(host.peer.id, { ...host.peer, role: "bot" });
  expect(people.find(one)).toBeUndefined();
  trust.set(host.peer.id, { ...host.peer, notAfter: now - 1 });
  expect(people.find(one)).toBeUndefined();
  trust.set(host.peer.id, { ...host.peer });
  expect(people.find(one)).toEqual(isHanako);
});

test("what is no link of an executor's is not taken and changes nothing", async () => {
  const good = statement();
  const wrong = [good.slice(0, -2), `${good}.`, "", statement({}, bot), statement({}, await party("vm1", "executor"))];
  for (const text of wrong) await expect(people.take(text)).rejects.toThrow(/link/);
  await expect(people.take(statement({ iat: now + 60_000 }))).rejects.toThrow("from the future");
  expect(people.find(one)).toBeUndefined();
  expect(news).toEqual([]);
  reopen();
  expect(people.find(one)).toBeUndefined();
});

test("a database that somebody has changed makes nobody another", async () => {
  await people.take(statement());
  const set = (column: string, value: string) => store.db.prepare(`UPDATE links SET ${column} = ?`).run([value]);
  set("statement", statement({ person: taro }, bot));
  reopen();
  expect(people.find(one)).toBeUndefined();
  set("statement", statement());
  set("identity", "slack:T1/U2");
  reopen();
  expect(people.find({ ...one, user: "U2" })).toBeUndefined();
  expect(people.find(one)).toBeUndefined();
});

test("an account has as many identities as were linked to it", async () => {
  await people.take(statement());
  await people.take(statement({ identity: two }));
  await people.take(statement({ identity: { ...one, user: "U2" }, person: taro }));
  expect(people.identitiesOf("e235701")).toEqual([one, two]);
  expect(people.identitiesOf("nobody")).toEqual([]);
});

test("a link that was ended is believed no more, not after a restart with an older database either; a newer one is", async () => {
  await people.take(statement());
  ended.set("slack:T1/U1", now);
  expect(people.find(one)).toBeUndefined();
  expect(people.linkOf(one)).toBeUndefined();
  expect(people.identitiesOf("e235701")).toEqual([]);
  reopen();
  expect(people.find(one)).toBeUndefined();
  await expect(people.take(statement({ iat: now - 5 }))).rejects.toThrow("the link was ended since");
  expect(await people.take(statement({ iat: now + 1 }))).toBe(true);
  expect(people.find(one)).toEqual(isHanako);
});

test("what administrators said by a bot whose key is taken out of the trust file goes with it, what people proved stays", async () => {
  await people.take(statement());
  await people.take(statement({ identity: two, how: "munge" }));
  trust.delete(bot.own.id);
  expect(people.find(one)).toBeUndefined();
  expect(people.find(two)).toEqual(isHanako);
});
