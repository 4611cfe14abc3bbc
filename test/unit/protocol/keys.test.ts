import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { generateKeys, importPeer, readOwnKeys } from "../../../protocol/keys.ts";
import { readTrust } from "../../../protocol/trust.ts";

const folder = mkdtempSync(join(tmpdir(), "shisa-keys-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const bot = await generateKeys("bot", "bot", 3_600_000);
const host = await generateKeys("vm1", "executor", 3_600_000);

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

test("a program's own id is the one by which the trust file knows it", async () => {
  const own = await readOwnKeys(file("bot.json", bot.file));
  const trust = await readTrust(file("trust.json", { keys: [bot.entry, host.entry] }));
  expect(trust.size).toBe(2);
  expect(trust.get(own.id)).toMatchObject({ name: "bot", role: "bot", notAfter: bot.entry.notAfter });
});

test("the trust file holds nothing secret", () => {
  expect(JSON.stringify(bot.entry)).not.toContain(bot.file.sign.d);
  expect(JSON.stringify(bot.entry)).not.toContain(bot.file.seal.d);
});

test("a key is valid for the time that it was made for", () => {
  expect(host.entry.notAfter - host.entry.notBefore).toBe(3_600_000 + 60_000);
});

test("what is no key file is refused", async () => {
  for (const content of ["", "{", {}, { sign: bot.entry.sign, seal: bot.entry.seal }, { ...bot.file, more: 1 }])
    await expect(readOwnKeys(file("odd.json", content))).rejects.toThrow();
  await expect(readOwnKeys(join(folder, "nowhere"))).rejects.toThrow(/ENOENT/);
});

test("what is no trust file is refused whole, so that no half of it is believed", async () => {
  const odd = [
    { ...host.entry, role: "root" },
    { ...host.entry, notAfter: "never" },
    { ...host.entry, more: 1 },
    { ...host.entry, sign: { kty: "oct", k: "AAAA" } },
    { ...host.entry, sign: { ...host.entry.sign, x: "short" } },
  ];
  for (const entry of odd) await expect(readTrust(file("odd.json", { keys: [bot.entry, entry] }))).rejects.toThrow();
});

test("a signing key and a sealing key cannot stand in for each other", async () => {
  await expect(importPeer({ ...host.entry, sign: host.entry.seal })).rejects.toThrow();
  await expect(importPeer({ ...host.entry, seal: host.entry.sign })).rejects.toThrow();
});
