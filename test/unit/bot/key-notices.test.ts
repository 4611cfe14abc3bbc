import { expect, test } from "vitest";
import { createKeyNotices } from "../../../bot/given-keys/notices.ts";
import type { Message } from "../../../bot/message.ts";
import type { StoredCommand } from "../../../bot/store/command-rows.ts";
import type { ChatIdentity, Result } from "../../../protocol/messages.ts";

const slack = { platform: "slack", workspace: "T1", user: "U1" } as const;
const discord = { platform: "discord", workspace: "1", user: "2" } as const;
const terminal = { platform: "terminal", workspace: "vm1", user: "e235701" };
const grant = `g${"0".repeat(32)}`;
const key = { comment: "phone", addedAt: 1, by: slack, type: "ED25519", bits: 256, fingerprint: "SHA256:abc" };
const result = (changes: Partial<Result> = {}): Result => ({
  kind: "result",
  grant,
  action: "key.add",
  status: "done",
  output: { host: "vm1", added: [key], known: [], total: 1, statement: "signed" },
  steps: [],
  startedAt: 1,
  endedAt: 2,
  ...changes,
});

/** Whom a result makes the bot tell, and what. */
function told(asked: ChatIdentity, given = result(), platforms = ["slack", "discord"]) {
  const messages: { to: string; key: string; message: Message }[] = [];
  const command = { account: "e235701", identity: asked } as StoredCommand;
  createKeyNotices({
    people: { identitiesOf: (account) => (account === "e235701" ? [slack, discord] : []) },
    commands: { byGrant: (id) => (id === grant ? command : undefined) },
    tell: async (to, id, message) => void messages.push({ to: to.platform, key: id, message: message("en") }),
    platforms,
    timeZone: "Asia/Tokyo",
    now: () => 2,
    failed: () => undefined,
  })(given);
  return messages;
}

test("keys that were added in one chat are told of in the others, with what and from where", () => {
  const [message, ...more] = told(slack);
  expect(more).toEqual([]);
  expect(message?.to).toBe("discord");
  expect(message?.message).toMatchObject({ final: true, reply: { privacy: "private", list: [{ title: "phone" }] } });
  expect(JSON.stringify(message?.message.reply)).toMatch(/in your name.*SHA256:abc.*by Slack U1/);
});

test("keys that were added at a terminal are told of in every chat, each under a name of its own", () => {
  const messages = told(terminal);
  expect(messages.map(({ to }) => to)).toEqual(["slack", "discord"]);
  expect(new Set(messages.map((message) => message.key)).size).toBe(2);
});

test("nobody is told where nothing was added, or of what is not theirs, or by a platform that is not there", () => {
  const known = { host: "vm1", added: [], known: [key], total: 1, statement: "signed" };
  expect(told(slack, result({ output: known }))).toEqual([]);
  expect(told(slack, result({ status: "failed" }))).toEqual([]);
  expect(told(slack, result({ action: "key.remove" }))).toEqual([]);
  expect(told(slack, result({ grant: `g${"1".repeat(32)}` }))).toEqual([]);
  expect(told(terminal, result(), ["slack"]).map(({ to }) => to)).toEqual(["slack"]);
});
