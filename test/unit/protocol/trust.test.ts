import { chmod, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { generateKeys, type TrustEntry } from "../../../protocol/keys.ts";
import { followTrust, readTrust } from "../../../protocol/trust.ts";
import { throwAwayFolder } from "../../support/folder.ts";
import { waitFor } from "../../support/wait.ts";

const hour = 3_600_000;
let folder: Awaited<ReturnType<typeof throwAwayFolder>>;
let path: string;
let stop: (() => void) | undefined;
beforeEach(async () => {
  folder = await throwAwayFolder();
  path = join(folder.path, "trust.json");
});
afterEach(async () => {
  stop?.();
  await folder.remove();
});

async function write(...keys: TrustEntry[]): Promise<void> {
  await writeFile(`${path}.new`, JSON.stringify({ keys }), { mode: 0o644 });
  await rename(`${path}.new`, path);
}

async function follow() {
  const said: (string | number)[] = [];
  const followed = await followTrust(path, ({ keys, fault }) => said.push(fault?.message ?? keys));
  stop = followed.stop;
  return { trust: followed.trust, said };
}

test("a trust file that names a key twice is refused: it would give one key two roles", async () => {
  const { entry } = await generateKeys("bot", "bot", hour);
  await write(entry, { ...entry, name: "h1", role: "executor" });
  await expect(readTrust(path)).rejects.toThrow("names a key twice");
});

test("a key that is taken out of the trust file is not believed any more, and a new one is, without a restart", async () => {
  const [old, young] = await Promise.all([generateKeys("bot", "bot", hour), generateKeys("bot", "bot", hour)]);
  await write(old.entry);
  const { trust, said } = await follow();
  const [before] = [...trust.keys()];
  await write(young.entry);
  await waitFor("the new key", () => said.length === 1);
  expect(said).toEqual([1]);
  expect([...trust.values()]).toMatchObject([{ name: "bot", notAfter: young.entry.notAfter }]);
  expect(trust.has(before ?? "")).toBe(false);
});

const damages: readonly [string, () => Promise<void>, RegExp][] = [
  ["gone", () => rm(path), /ENOENT/],
  ["damaged", () => writeFile(path, "{"), /JSON/],
  ["open to others", () => chmod(path, 0o666), /open to others/],
];
test.each(damages)("a trust file that is %s names nobody, until it is mended", async (_, damage, why) => {
  const { entry } = await generateKeys("bot", "bot", hour);
  await write(entry);
  const { trust, said } = await follow();
  await damage();
  await waitFor("the fault", () => said.length === 1);
  expect(said[0]).toMatch(why);
  expect(trust.size).toBe(0);
  await write(entry);
  await waitFor("the mended file", () => trust.size === 1);
});
