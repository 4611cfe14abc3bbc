import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { examineChains } from "../../bin/audit/examine.ts";
import { keptHeadsFile } from "../../protocol/audit/files.ts";
import type { AuditHead } from "../../protocol/audit/head.ts";
import { readKeptHeads } from "../../protocol/audit/kept.ts";
import { chainLine, chainStart } from "../../protocol/chain.ts";
import { receiptsKey } from "../../protocol/doorbell.ts";
import { seal } from "../../protocol/envelope.ts";
import { generateKeys, importOwnKeys } from "../../protocol/keys.ts";
import { adm, alice } from "../support/fake-people.ts";
import { type Pair, startPair } from "../support/pair.ts";
import { waitFor } from "../support/wait.ts";

// Somebody who was root on a host, or had the bot, and would rather that it had not been written down.

let pair: Pair;
let folders: { bot: string; executor: string };
beforeEach(async () => {
  pair = await startPair([alice, adm]);
  folders = { bot: join(pair.bench.folder, "bot"), executor: pair.bench.config.state };
  for (let turn = 0; turn < 4; turn += 1) await pair.say("alice", "/ping");
  // Each has told the other where it ends.
  await pair.bench.stop();
  await pair.bench.start();
  await pair.say("alice", "/ping");
  await waitFor("the heads to be kept", () => keptOf("bot", "h1") > 5 && keptOf("executor", "bot") > 3, 20_000);
}, 60_000);
afterEach(() => pair?.remove());

const keptOf = (side: keyof typeof folders, name: string): number =>
  readKeptHeads(keptHeadsFile(folders[side])).heads[name]?.seq ?? 0;
const auditOf = (side: keyof typeof folders): Promise<string> => readFile(join(folders[side], "audit.log"), "utf8");
const telling = (side: keyof typeof folders, what: string) =>
  waitFor(`${side} to tell of ${what}`, async () => (await auditOf(side)).includes(`"${what}"`), 15_000);
const verified = () =>
  examineChains([
    { name: "bot", folder: folders.bot },
    { name: "h1", folder: folders.executor },
  ]);
const complaints = (): string[] => verified().flatMap(({ mark, what }) => (mark === "bad" ? [what.en] : []));

/** Keeps the first lines of an audit that nobody is writing to. */
async function cut(side: keyof typeof folders, keep: number): Promise<void> {
  const lines = (await auditOf(side)).split("\n");
  await writeFile(join(folders[side], "audit.log"), `${lines.slice(0, keep).join("\n")}\n`);
}

/** Writes another chain of so many lines in an audit's place: each line of it fits. */
async function replace(side: keyof typeof folders, count: number): Promise<void> {
  let head = chainStart;
  let text = "";
  for (let line = 1; line <= count; line += 1) {
    const made = chainLine(head, { at: new Date(0).toISOString(), what: "nothing.happened", line });
    head = made.hash;
    text += made.line;
  }
  await writeFile(join(folders[side], "audit.log"), text);
}

test("a tail that was cut off a host's audit is told by the bot, however much is written since", async () => {
  await pair.bench.stop();
  await cut("executor", 2);
  await pair.bench.start();
  await telling("bot", "host.audit.cut");
  const { reply } = await pair.say("adm1", "/audit --limit 3");
  expect(reply.text?.[0]).toContain("The audit of h1 became shorter");
  for (let turn = 0; turn < 8; turn += 1) await pair.say("alice", "/ping");
  expect(complaints()[0]).toMatch(
    /bot keeps line \d+ of h1, which is gone|line \d+ of h1 is not the one that bot keeps/u,
  );
}, 60_000);

test("a host's audit that was replaced by another whole one is told, longer or as long", async () => {
  await pair.bench.stop();
  await replace("executor", 500);
  expect(complaints()).toEqual([expect.stringMatching(/^line \d+ of h1 is not the one that bot keeps$/u)]);
  await pair.bench.start();
  await pair.say("alice", "/ping");
  expect(complaints()).toEqual([expect.stringMatching(/^line \d+ of h1 is not the one that bot keeps$/u)]);
  await waitFor("the longer one to be kept", () => keptOf("bot", "h1") >= 500, 20_000);
  await pair.bench.stop();
  await replace("executor", keptOf("bot", "h1"));
  await pair.bench.start();
  await telling("bot", "host.audit.forked");
}, 60_000);

test("a host's audit that is gone is told", async () => {
  await pair.bench.stop();
  await rm(join(folders.executor, "audit.log"));
  expect(complaints()).toEqual([expect.stringContaining("of h1, which is gone")]);
  await pair.bench.start();
  await telling("bot", "host.audit.cut");
}, 60_000);

test("a bot that hides lines of its own is told by the hosts, and shown to whoever searches there", async () => {
  await pair.stopBot();
  await cut("bot", 1);
  expect(complaints()).toEqual([expect.stringContaining("of bot, which is gone")]);
  await pair.startBot();
  await telling("executor", "bot.audit.cut");
  const { reply } = await pair.say("adm1", "/audit --limit 3");
  expect(reply.text?.join("\n")).toContain("The audit of the bot became shorter");
}, 60_000);

test("receipts sent again, a stranger's, and changed ones prove nothing against the bot", async () => {
  const { bench } = pair;
  await pair.stopBot();
  const kept = readKeptHeads(keptHeadsFile(folders.executor)).heads["bot"];
  if (kept === undefined) throw new Error("nothing is kept of the bot");
  const { client } = bench.redis;
  const push = async (audit: AuditHead, own = bench.botKeys): Promise<void> => {
    const receipt = { iss: own.id, aud: bench.executorKeys.id, iat: Math.floor(Date.now() / 1000), grants: [], audit };
    await client.rpush(receiptsKey("h1"), await seal("shisa-receipt", receipt, own, bench.executorKeys));
  };
  const earlier = { ...kept, seq: 1, hash: "b".repeat(64), at: kept.at - 1 };
  for (let turn = 0; turn < 50; turn += 1) await push(earlier);
  await telling("executor", "receipt.stale");
  const stranger = await importOwnKeys((await generateKeys("bot", "bot", 3_600_000)).file);
  await push({ ...earlier, at: kept.at + 1_000_000 }, { ...stranger, id: bench.botKeys.id });
  await telling("executor", "receipt.rejected");
  const text = await auditOf("executor");
  expect(text).not.toContain("bot.audit.");
  expect(text.split("receipt.stale").length).toBeLessThan(15);
  // The same, said later by the bot itself, is proof.
  await push({ ...earlier, at: Date.now() + 1 });
  await telling("executor", "bot.audit.cut");
}, 60_000);
