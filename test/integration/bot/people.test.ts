import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openGivenKeys } from "../../../bot/given-keys/memory.ts";
import { openStore } from "../../../bot/store/database.ts";
import { readLink } from "../../../protocol/link.ts";
import { readTrust } from "../../../protocol/trust.ts";
import { adm, alice, gone, prof } from "../../support/fake-people.ts";
import { type Pair, startPair } from "../../support/pair.ts";
import { ed25519Line } from "../../unit/executor-vm/keyring.ts";
import { runShisa } from "../bin/run-shisa.ts";

// The real bot and a real executor, from what an administrator types to what the bot remembers.
vi.setConfig({ testTimeout: 40_000, hookTimeout: 40_000 });

const slack = { platform: "slack", workspace: "T1", user: "U1" };
const line = "/link add slack:T1/U1 alice";

let pair: Pair;
beforeEach(async () => {
  pair = await startPair([alice, prof, gone, adm, { ...gone, name: "daemon", uid: 1 }]);
});
afterEach(() => pair.remove());

const known = () => pair.people((people) => people.find(slack));

test("an administrator's line yields a link that the executor signed, and the bot keeps it", async () => {
  const before = Date.now();
  const final = await pair.say("adm1", line);
  expect(final).toMatchObject({ status: "done", output: { identity: slack, account: "alice" } });
  expect(final.reply.title).toBe("slack:T1/U1 is alice from now on");
  const { link, signer } = readLink((final.output as { link: string }).link, await readTrust(pair.bench.config.trust));
  expect(link).toMatchObject({ identity: slack, person: { name: "alice", uid: alice.uid }, by: "adm1" });
  expect(link.iat).toBeGreaterThanOrEqual(before);
  expect(signer).toMatchObject({ name: "h1", role: "executor" });
  expect(await known()).toEqual({ account: "alice", uid: alice.uid });
  await pair.stopBot();
  await pair.startBot();
  expect(await known()).toEqual({ account: "alice", uid: alice.uid });
});

test("shisa link does it from the machine's own terminal, and says what came of it", async () => {
  const link = (...args: string[]) => runShisa(["link", ...args, "--as", "adm1"], join(pair.bench.folder, "bot"));
  const done = await link("slack:T1/U1", "alice", "--json");
  expect(done.exitCode).toBe(0);
  expect(JSON.parse(done.stdout)).toMatchObject({ status: "done", output: { identity: slack, account: "alice" } });
  expect(await known()).toEqual({ account: "alice", uid: alice.uid });
  const refused = await link("slack:T1/U1", "gone", "--host", "h1");
  expect(refused.exitCode).toBe(3);
  expect(refused.stdout).toContain("gone is nobody's account in the department");
});

test("a later link takes the place of an earlier one", async () => {
  await pair.say("adm1", line);
  expect(await pair.say("adm1", "/link add slack:T1/U1 prof --host h1")).toMatchObject({ status: "done" });
  expect(await known()).toEqual({ account: "prof", uid: prof.uid });
});

test.each(["alice", "prof"])("%s may not link anybody, and is not even shown how", async (account) => {
  const refusal = { code: "role.admin_only" };
  expect(await pair.say(account, line)).toMatchObject({ status: "refused", refusal });
  for (const wrong of ["/link add nobody x", "/link add", "/link add --hst h1"])
    expect(await pair.say(account, wrong)).toMatchObject({ status: "refused", refusal });
  const shown = JSON.stringify((await pair.say(account, "/help link")).reply);
  expect(shown).toContain("/link prove");
  expect(shown).not.toContain("/link add");
  expect(await known()).toBeUndefined();
});

test("help shows an administrator how", async () => {
  expect(JSON.stringify((await pair.say("adm1", "/help")).reply)).toContain("/link");
  expect((await pair.say("adm1", "/help link add")).reply.code).toContain("/link add slack:");
});

test.each([
  ["/link add hanako alice", "link.identity"],
  ["/link add slack:T1/U1 nobody0", "link.person"],
  ["/link add slack:T1/U1 gone", "link.person"],
  ["/link add slack:T1/U1 daemon", "link.system"],
  ["/link add slack:T1/U1 root", "link.person"],
  ["/link add slack:T1/U1 $(id)", "link.person"],
  ["/link add slack:T1/U1 alice --host h2", "host.unknown"],
])("%s is refused as %s", async (typed, code) => {
  expect(await pair.say("adm1", typed)).toMatchObject({ status: "refused", refusal: { code } });
  expect(await known()).toBeUndefined();
});

test("a stopped host links nobody", async () => {
  await writeFile(pair.bench.config.stopFile, "");
  expect(await pair.say("adm1", line)).toMatchObject({ status: "refused", refusal: { code: "host.stopped" } });
  expect(await known()).toBeUndefined();
});

test("what a host keeps of somebody's public keys is remembered as that host signed it, and handed to a new guest's host", async () => {
  const added = await pair.say("alice", `/me key add ${ed25519Line()} phone`);
  const statement = (added.output as { statement: string }).statement;
  await pair.stopBot();
  await pair.startBot();
  const store = openStore(join(pair.bench.folder, "bot"));
  const memory = openGivenKeys(store, await readTrust(pair.bench.config.trust));
  expect(memory.of(alice)).toEqual({ statement, keeper: "h1" });
  store.close();
  const removed = await pair.say("alice", "/me key remove phone");
  expect(removed).toMatchObject({ status: "done", output: { total: 0 } });
  expect((removed.output as { statement: string }).statement).not.toBe(statement);
});
