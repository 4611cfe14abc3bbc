import { beforeEach, expect, test } from "vitest";
import { createLearn } from "../../../../bot/people/learn.ts";
import type { LinkableIdentity } from "../../../../protocol/identity.ts";
import { type Link, signLink } from "../../../../protocol/link.ts";
import type { Result } from "../../../../protocol/messages.ts";
import { party } from "../../protocol/parties.ts";

const host = await party("vm1", "executor");
const other = await party("vm2", "executor");
const bot = await party("bot", "bot");
const trust = new Map([host, other, bot].map(({ peer }) => [peer.id, peer]));
const identity: LinkableIdentity = { platform: "slack", workspace: "T1", user: "U1" };
const command = { executor: host.own.id, account: "adm1", uid: 30_001, input: { identity, account: "e235701" } };

let taken: string[];
beforeEach(() => {
  taken = [];
  removed = [];
});
let removed: [string, number][];
const now = Date.now;
const removals = {
  add: (identity: string, at: number) => {
    removed.push([identity, at]);
    return Promise.resolve();
  },
};
const people = { take: (text: string) => Promise.resolve(taken.push(text) > 0) };
const known = { people, removals, trust, bot: bot.own.id, now };
const learn = createLearn(known);

const linkOf = (changes: Partial<Link> = {}, signer = host): string => {
  const person = { name: "e235701", uid: 235_701 };
  return signLink(
    { iat: Date.now(), identity, person, by: "adm1", how: "administrator", bot: bot.own.id, ...changes },
    signer.own,
  );
};
const result = (link: string, changes: Partial<Result> = {}): Result => ({
  kind: "result",
  grant: `g${"0".repeat(32)}`,
  action: "link.add",
  status: "done",
  output: { link, identity, account: "e235701" },
  steps: [],
  startedAt: 1,
  endedAt: 2,
  ...changes,
});

test("the link that was asked for is taken", async () => {
  const link = linkOf();
  expect(await learn(command, result(link))).toBeUndefined();
  expect(taken).toEqual([link]);
});

test.each<[string, string, string]>([
  ["another identity's", linkOf({ identity: { ...identity, user: "U2" } }), "a link that was not asked for"],
  ["another person's", linkOf({ person: { name: "adm1", uid: 5 } }), "a link that was not asked for"],
  ["asked for by another", linkOf({ by: "adm2" }), "a link that was not asked for"],
  ["proved by munge, which nobody asked for", linkOf({ how: "munge" }), "a link that was not asked for"],
  ["another bot's", linkOf({ bot: other.own.id, how: "munge", by: "e235701" }), "a link that was not asked for"],
  ["another executor's", linkOf({}, other), "a link that was not asked for"],
  ["the bot's", linkOf({}, bot), "the role of the link's signing key is bot"],
  ["a text", "hello", "checking the link's signature failed"],
])("%s in place of it is not", async (_, link, why) => {
  expect(await learn(command, result(link))).toBe(why);
  expect(taken).toEqual([]);
});

test("other results teach nothing", async () => {
  expect(await learn(command, result("", { action: "host.ping", output: { host: "vm1" } }))).toBeUndefined();
  expect(await learn(command, result("", { status: "failed", output: undefined }))).toBeUndefined();
  expect(taken).toEqual([]);
});

test("a link that cannot be written down is no fault of the result's", async () => {
  const broken = createLearn({ ...known, people: { take: () => Promise.reject(new Error("the disk is full")) } });
  await expect(broken(command, result(linkOf()))).rejects.toThrow("the disk is full");
});

const nonce = `shisa-link:slack:T1/U1:${"r".repeat(16)}`;
const proving = { executor: host.own.id, account: "nobody", uid: 65_534, input: { identity, nonce, credential: "c" } };
const proved = (link: string): Result => result(link, { action: "link.prove" });

test("a link that somebody proved is taken, whoever it turns out to be, and only where it was proved", async () => {
  const link = linkOf({ how: "munge", by: "e235701" });
  expect(await learn(proving, proved(link))).toBeUndefined();
  expect(taken).toEqual([link]);
  for (const wrong of [linkOf(), linkOf({ how: "munge" }), linkOf({ how: "munge", by: "e235701" }, other)])
    expect(await learn(proving, proved(wrong))).toBe("a link that was not asked for");
  expect(taken).toEqual([link]);
});

const second: LinkableIdentity = { platform: "slack", workspace: "T1", user: "U2" };
const asClass = { ...command, input: { people: [{ identity, account: "e235701" }] } };

test("of a class only those are taken who were in it", async () => {
  const one = { link: linkOf(), identity, account: "e235701" };
  const output = { linked: [one], refused: [] };
  expect(await learn(asClass, result("", { action: "link.class", output }))).toBeUndefined();
  expect(taken).toEqual([one.link]);
  const other = { link: linkOf({ identity: second }), identity: second, account: "e235701" };
  const more = { linked: [one, other], refused: [] };
  expect(await learn(asClass, result("", { action: "link.class", output: more }))).toBe(
    "a link that was not asked for",
  );
});

test("the end of a link is learnt where it was asked for, and never as one of the future", async () => {
  const ending = { ...command, input: { identity } };
  const end = (who: LinkableIdentity, at: number) =>
    result("", { action: "link.remove", output: { identity: who, at } });
  expect(await learn(ending, end(identity, 5))).toBeUndefined();
  expect(await learn(ending, end(second, 5))).toBe("the end of a link that was not asked for");
  expect(await learn(ending, end(identity, Date.now() + 3_600_000))).toBeUndefined();
  expect(removed[0]).toEqual(["slack:T1/U1", 5]);
  expect(removed[1]?.[1]).toBeLessThan(Date.now() + 60_000);
  expect(removed).toHaveLength(2);
});
