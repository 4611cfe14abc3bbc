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
});
const learn = createLearn({ take: (text) => Promise.resolve(taken.push(text) > 0) }, trust);

const linkOf = (changes: Partial<Link> = {}, signer = host): string => {
  const person = { name: "e235701", uid: 235_701 };
  return signLink({ iat: Date.now(), identity, person, by: "adm1", ...changes }, signer.own);
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
  const broken = createLearn({ take: () => Promise.reject(new Error("the disk is full")) }, trust);
  await expect(broken(command, result(linkOf()))).rejects.toThrow("the disk is full");
});
