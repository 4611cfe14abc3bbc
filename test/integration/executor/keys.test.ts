import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { ToldKey } from "../../../protocol/actions/keys.ts";
import type { Grant, Result } from "../../../protocol/messages.ts";
import { type Bench, prepareBench } from "../../support/executor.ts";
import { ecdsaLine, ed25519Line, rsaLine, securityKeyLine } from "../../unit/executor-vm/keyring.ts";

// Signed grants to a real executor: what becomes of public keys on its disk.
let bench: Bench;
beforeEach(async () => {
  bench = await prepareBench();
  await bench.start();
});
afterEach(() => bench.remove());

async function ask(action: string, input: unknown, more: Partial<Grant> = {}): Promise<Result> {
  const { jti } = await bench.bot.send(bench.bot.grant(action, input, more));
  return bench.bot.result(jti);
}
const given = (...keys: string[]) => ({ keys: keys.map((key, at) => ({ key, comment: `key ${at}` })) });
const bob = { person: { name: "bob", uid: 5002 }, identity: { platform: "terminal", workspace: "here", user: "bob" } };
const listed = async (more: Partial<Grant> = {}): Promise<ToldKey[]> =>
  ((await ask("key.list", {}, more)).output as { keys: ToldKey[] }).keys;
const fileOf = (name: string) => join(bench.config.state, "keys", name);

test("keys are kept by their person, shown as ssh-keygen shows them, and only to that person", async () => {
  const keys = [ed25519Line(), rsaLine(3072), ecdsaLine(384), securityKeyLine()];
  const before = Date.now();
  expect(await ask("key.add", given(...keys), bob)).toMatchObject({
    status: "done",
    steps: [{ name: "keep", state: "done" }],
    output: { host: "h1", known: [], total: 4 },
  });
  const shown = await listed(bob);
  for (const [at, key] of keys.entries()) {
    const said = (await execa("ssh-keygen", ["-l", "-f", "-"], { input: `${key} key ${at}` })).stdout;
    const { bits, fingerprint, comment, type, addedAt, by } = shown[at] ?? ({} as ToldKey);
    expect(`${bits} ${fingerprint} ${comment} (${type})`).toBe(said);
    expect(addedAt).toBeGreaterThanOrEqual(before);
    expect(by).toEqual(bob.identity);
  }
  expect(await listed()).toEqual([]);
});

test("the files are root's alone, whole, and there after a restart", async () => {
  await ask("key.add", given(ed25519Line()));
  expect((await stat(fileOf(""))).mode & 0o777).toBe(0o700);
  expect(await readdir(fileOf(""))).toEqual(["5001-alice.json"]);
  expect((await stat(fileOf("5001-alice.json"))).mode & 0o777).toBe(0o600);
  await bench.stop();
  await bench.start();
  expect(await listed()).toHaveLength(1);
});

test("a key that is there already is told so, and is kept once", async () => {
  const [one, two] = [ed25519Line(), ed25519Line()];
  await ask("key.add", given(one));
  expect(await ask("key.add", given(one))).toMatchObject({
    status: "done",
    output: { added: [], known: [{}], total: 1 },
  });
  expect(await ask("key.add", given(two, one, two))).toMatchObject({ output: { added: [{}], known: [{}], total: 2 } });
});

test("nobody has more than ten, however many come at once", async () => {
  await ask("key.add", given(...Array.from({ length: 8 }, ed25519Line)));
  const refusal = { code: "limit.keys", numbers: { use: 8, request: 3, limit: 10 } };
  expect(await ask("key.add", given(ed25519Line(), ed25519Line(), ed25519Line()))).toMatchObject({ refusal });
  const ends = await Promise.all([1, 2, 3, 4].map(() => ask("key.add", given(ed25519Line()))));
  expect(ends.filter(({ status }) => status === "done")).toHaveLength(2);
  for (const { status, refusal: why, failure } of ends)
    if (status !== "done") expect(why?.code ?? failure?.code).toBe("limit.keys");
  expect(await listed()).toHaveLength(10);
});

test("a short RSA key is refused by the host itself", async () => {
  const refusal = { code: "key.rsa_short", numbers: { bits: 2048, minimum: 3072 } };
  expect(await ask("key.add", given(ed25519Line(), rsaLine(2048)))).toMatchObject({ status: "refused", refusal });
  expect(await listed()).toEqual([]);
});

test("a key goes by its name or its fingerprint, when just one is meant, and can be given again", async () => {
  const [one, two, three] = [ed25519Line(), ed25519Line(), ed25519Line()];
  await ask("key.add", given(one, two));
  await ask("key.add", given(three));
  const [, second] = await listed();
  const print = second?.fingerprint ?? "";
  const remove = (which: string, more: Partial<Grant> = {}) => ask("key.remove", { which }, more);
  expect(await remove("key 0")).toMatchObject({ refusal: { code: "key.ambiguous", numbers: { number: 2 } } });
  expect(await remove(print, bob)).toMatchObject({ refusal: { code: "key.unknown" } });
  for (const which of ["nothing", "SHA256:", "SHA256", "", print.slice(7, 11)])
    expect((await remove(which)).refusal?.code).toMatch(/^(key\.unknown|input\.invalid)$/);
  expect(await remove(print.slice(7, 15))).toMatchObject({ status: "done", output: { removed: second, total: 2 } });
  expect((await listed()).map(({ fingerprint }) => fingerprint)).not.toContain(print);
  expect(await remove(print)).toMatchObject({ refusal: { code: "key.unknown" } });
  expect(await ask("key.add", given(two))).toMatchObject({ output: { added: [{ fingerprint: print }], total: 3 } });
});

test("an account that was made anew has none of the keys that were another's", async () => {
  await ask("key.add", given(ed25519Line()));
  await bench.stop();
  const text = await readFile(fileOf("5001-alice.json"), "utf8");
  await writeFile(fileOf("5002-bob.json"), text, { mode: 0o600 });
  await bench.start();
  expect(await ask("key.list", {}, bob)).toMatchObject({ status: "failed", failure: { kept: false } });
  expect(await ask("key.list", {}, { person: { name: "alice", uid: 6001 } })).toMatchObject({
    status: "refused",
    refusal: { code: "person.mismatch" },
  });
});

test("a damaged file is no empty one: nothing is told and nothing is written over it", async () => {
  await ask("key.add", given(ed25519Line()));
  await writeFile(fileOf("5001-alice.json"), "{");
  expect(await ask("key.list", {})).toMatchObject({ status: "failed" });
  expect(await ask("key.add", given(ed25519Line()))).toMatchObject({ status: "failed" });
  expect(await readFile(fileOf("5001-alice.json"), "utf8")).toBe("{");
});

test("a stopped host shows keys and changes none", async () => {
  await writeFile(bench.config.stopFile, "");
  expect(await ask("key.add", given(ed25519Line()))).toMatchObject({ refusal: { code: "host.stopped" } });
  expect(await listed()).toEqual([]);
});

test("an executor that is killed before or after the step has kept the key or has not, as it says", async () => {
  const key = ed25519Line();
  for (const edge of ["before", "after"] as const) {
    await bench.stop();
    let reached: () => void = () => undefined;
    const there = new Promise<void>((resolve) => {
      reached = resolve;
    });
    await bench.start({
      hooks: {
        atStep: (at) => {
          if (at.edge !== edge || at.action !== "key.add") return Promise.resolve();
          reached();
          return new Promise(() => undefined);
        },
      },
    });
    const grant = await bench.bot.send(bench.bot.grant("key.add", given(key)));
    await there;
    await bench.stop();
    await bench.start();
    const { status } = await bench.bot.result(grant.jti);
    expect(status).toBe(edge === "before" ? "failed" : "done");
    expect(await listed()).toHaveLength(edge === "before" ? 0 : 1);
  }
});

test("the audit tells whose key it was by its fingerprint, and nothing of what is no public key", async () => {
  const key = ed25519Line();
  await ask("key.add", given(key));
  const [shown] = await listed();
  const wrong = { keys: [{ key: "-----BEGIN OPENSSH PRIVATE KEY----- b3BlbnNzaC1rZXktdjEAAAA", comment: "" }] };
  expect(await ask("key.add", wrong)).toMatchObject({ status: "refused", refusal: { code: "input.invalid" } });
  const text = JSON.stringify(await bench.audit());
  expect(text).toContain(shown?.fingerprint);
  expect(text).toContain("not a public key");
  expect(text).not.toContain(key.split(" ")[1]);
  expect(text).not.toContain("b3Blbn");
  expect(await readFile(join(bench.config.state, "journal.jsonl"), "utf8")).not.toContain("b3Blbn");
});
