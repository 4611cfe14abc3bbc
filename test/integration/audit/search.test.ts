import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { examineChains } from "../../../bin/audit/examine.ts";
import type { AuditLine } from "../../../protocol/actions/audit.ts";
import { keptHeadsFile } from "../../../protocol/audit/files.ts";
import { readKeptHeads } from "../../../protocol/audit/kept.ts";
import { adm, alice, bob } from "../../support/fake-people.ts";
import { type Pair, startPair } from "../../support/pair.ts";
import { waitFor } from "../../support/wait.ts";

let pair: Pair;
beforeAll(async () => {
  pair = await startPair([alice, bob, adm]);
}, 40_000);
afterAll(() => pair?.remove());

const say = (account: string, line: string) => pair.say(account, line);
async function linesOf(account: string, line: string): Promise<readonly AuditLine[]> {
  const { status, output } = await say(account, line);
  expect([line, status]).toEqual([line, "done"]);
  return (output as { lines: readonly AuditLine[] }).lines;
}

test("an administrator finds what ran, who asked, and how it ended, on the host itself", async () => {
  await say("bob", "/ping");
  await say("adm1", "/link add slack:T1/U1 bob");
  const [latest] = await linesOf("adm1", "/audit link.add --since 1h");
  expect(latest).toMatchObject({
    what: "grant.ended",
    action: "link.add",
    person: "adm1",
    via: "terminal",
    status: "done",
  });
  expect(latest?.detail).toContain('"account":"bob"');
  const bobs = await linesOf("adm1", "/audit --person bob");
  expect(bobs.length).toBeGreaterThan(0);
  expect(new Set(bobs.map(({ person }) => person))).toEqual(new Set(["bob"]));
  expect(await linesOf("adm1", "/audit executor.started")).toHaveLength(1);
});

test("a refusal by the host is found, and one by the bot in the bot's own", async () => {
  await say("adm1", "/link add slack:T1/U2 nobodyhere");
  const [refused] = await linesOf("adm1", "/audit --result refused");
  expect(refused).toMatchObject({ action: "link.add", status: "refused", code: "link.person" });
  expect((await say("bob", "/audit")).refusal?.code).toBe("role.admin_only");
  const found = async () =>
    (await linesOf("adm1", "/audit bot --person bob")).find(({ code }) => code === "role.admin_only");
  await waitFor("the bot to have written it", async () => (await found()) !== undefined);
  expect(await found()).toMatchObject({ what: "command.refused", person: "bob" });
});

test("everybody sees what ran in their own name, and nothing of anybody else's", async () => {
  await say("alice", "/ping");
  const alices = await linesOf("alice", "/me log");
  expect(alices.some(({ action }) => action === "host.ping")).toBe(true);
  for (const { person } of [...alices, ...(await linesOf("bob", "/me log --limit 100"))])
    expect(["alice", "bob"]).toContain(person);
  expect(new Set(alices.map(({ person }) => person))).toEqual(new Set(["alice"]));
  expect(JSON.stringify(await say("alice", "/me refusals"))).not.toContain("bob");
  expect((await linesOf("bob", "/me refusals")).map(({ person }) => person)).toContain("bob");
});

test("each side keeps the end of the other's chain, and they agree with the files", async () => {
  const folders = { bot: join(pair.bench.folder, "bot"), executor: pair.bench.config.state };
  const kept = (folder: string, name: string) => readKeptHeads(keptHeadsFile(folder)).heads[name]?.seq ?? 0;
  await say("alice", "/ping");
  await waitFor("both to be kept", () => kept(folders.executor, "bot") > 0 && kept(folders.bot, "h1") > 0, 15_000);
  const findings = examineChains([
    { name: "bot", folder: folders.bot },
    { name: "h1", folder: folders.executor },
  ]);
  expect(findings.map(({ mark }) => mark)).toEqual(["good", "good", "good", "good"]);
  expect(findings[1]?.what.en).toMatch(/^line \d+ of bot is as h1 keeps it$/u);
}, 30_000);
