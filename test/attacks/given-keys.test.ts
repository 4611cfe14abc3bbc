import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { alice, bob, prof } from "../support/fake-people.ts";
import { type Pair, startPair } from "../support/pair.ts";
import { ed25519Line } from "../unit/executor-vm/keyring.ts";

// Public keys that people give, and private ones that they should not: the real bot and a real executor, with all that
// both of them write.
vi.setConfig({ testTimeout: 40_000, hookTimeout: 40_000 });

let pair: Pair;
beforeAll(async () => {
  pair = await startPair([alice, bob, prof]);
});
afterAll(() => pair.remove());

/** The bytes of every file that the two programs and Redis have. */
async function everything(): Promise<string> {
  const files = await readdir(pair.bench.folder, { recursive: true, withFileTypes: true });
  const read = files
    .filter((file) => file.isFile())
    .map((file) => readFile(join(file.parentPath, file.name), "latin1"));
  const dump: string[] = [];
  const { client } = pair.bench.redis;
  for (const key of await client.keys("*")) dump.push((await client.dumpBuffer(key))?.toString("latin1") ?? "");
  return [...(await Promise.all(read)), ...dump].join("\n");
}

const middle = Buffer.concat([Buffer.from("openssh-key-v1\0"), Buffer.alloc(120, 7)]).toString("base64");
const leak = middle.slice(20, 80);
const privateLines = [
  `/me key add -----BEGIN OPENSSH PRIVATE KEY----- ${middle} -----END OPENSSH PRIVATE KEY-----`,
  `/me key add ${middle}`,
  `/me key ——BEGIN RSA PRIVATE KEY—— ${middle}`,
  `/vm create tiny web --note "-----BEGIN PRIVATE KEY----- ${middle}"`,
  `-----BEGIN OPENSSH PRIVATE KEY-----\n${middle}`,
  `/me key add PuTTY-User-Key-File-3: ssh-ed25519 ${middle}`,
];

test("a private key that somebody types is refused and stands in no log, audit, journal, database or queue", async () => {
  for (const line of privateLines) {
    const final = await pair.say("alice", line);
    expect(final).toMatchObject({ status: "refused", refusal: { code: "key.private" } });
    expect(JSON.stringify(final)).not.toContain(leak);
    expect(final.reply.title).toContain("discard it and make a new one");
  }
  await pair.say("alice", "/jobs");
  expect(await everything()).not.toContain(leak);
  expect(await everything()).toContain("key.private");
});

test("a bot that hands a private key on all the same gets it neither kept nor written down by the executor", async () => {
  const { bot, config } = pair.bench;
  await pair.stopBot(); // A thief's takes its place, with its key.
  for (const key of [`ssh-ed25519 ${middle}`, `-----BEGIN OPENSSH PRIVATE KEY----- ${middle}`]) {
    const { jti } = await bot.send(bot.grant("key.add", { keys: [{ key, comment: "" }] }));
    expect(await bot.result(jti)).toMatchObject({ status: "refused", refusal: { code: "input.invalid" } });
  }
  await pair.startBot();
  const files = ["audit.log", "journal.jsonl"].map((name) => readFile(join(config.state, name), "utf8"));
  expect((await Promise.all(files)).join("")).not.toContain(leak);
});

test("a stolen bot can add a key for somebody, who then sees it with when and from where; options come with none", async () => {
  const { bot } = pair.bench;
  await pair.stopBot();
  const thief = {
    person: { name: "prof", uid: prof.uid },
    identity: { platform: "terminal", workspace: "elsewhere", user: "UX" },
  };
  const key = ed25519Line();
  // A chat needs a link that an executor signed, and a thief of the bot has none for this one.
  const chat = { ...thief, identity: { platform: "slack", workspace: "T1", user: "UX" } };
  const asked = await bot.send(bot.grant("key.add", { keys: [{ key, comment: "" }] }, chat));
  expect(await bot.result(asked.jti)).toMatchObject({ refusal: { code: "link.proof" } });
  const send = async (input: unknown) => bot.result((await bot.send(bot.grant("key.add", input, thief))).jti);
  for (const hostile of [
    `command="id" ${key}`,
    `${key}\n${key}`,
    `${key}"\nruncmd: [id]`,
    `cert-authority ${key}`,
    `${key} x`,
    "ssh-ed25519 AAAA",
  ])
    expect(await send({ keys: [{ key: hostile, comment: "" }] })).toMatchObject({ refusal: { code: "input.invalid" } });
  for (const comment of ["a\nb", "a\u202eb", "x".repeat(101)])
    expect(await send({ keys: [{ key, comment }] })).toMatchObject({ refusal: { code: "input.invalid" } });
  expect(await send({ keys: [{ key, comment: "laptop" }] })).toMatchObject({ status: "done" });
  await pair.startBot();
  const seen = await pair.say("prof", "/me key list");
  expect(seen.output).toMatchObject({ keys: [{ comment: "laptop", by: thief.identity, addedAt: expect.any(Number) }] });
});

test("nobody sees, removes or learns of another's key", async () => {
  const key = ed25519Line();
  const added = await pair.say("alice", `/me key add ${key} mine`);
  const { fingerprint = "" } = (added.output as { added: { fingerprint: string }[] }).added[0] ?? {};
  expect((await pair.say("bob", "/me key list")).output).toMatchObject({ keys: [] });
  const [theirs, nobodys] = await Promise.all(
    [fingerprint, fingerprint.replace(/.$/, "!")].map((which) => pair.say("bob", `/me key remove ${which}`)),
  );
  expect([theirs?.refusal?.code, nobodys?.refusal?.code]).toEqual(["key.unknown", "key.unknown"]);
  expect(await pair.say("bob", `/me key add ${key} mine`)).toMatchObject({ output: { known: [], total: 1 } });
  expect((await pair.say("alice", "/me key list")).output).toMatchObject({ keys: [{ fingerprint }] });
});
