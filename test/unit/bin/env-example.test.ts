import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../../..");
const rooms = ["bin", "bot", "executor", "handlers", "policies", "protocol"];

/** Every config.ts; a new one is found by itself. */
const configFiles = rooms.flatMap((room) =>
  readdirSync(join(root, room), { recursive: true, encoding: "utf8" })
    .filter((path) => /(^|\/)config\.ts$/u.test(path))
    .map((path) => join(root, room, path)),
);

async function settingNames(path: string): Promise<string[]> {
  const { settingNames: names } = (await import(path)) as { settingNames?: string[] };
  if (names === undefined) throw new Error(`${path} does not export settingNames`);
  return names;
}

const example = readFileSync(join(root, ".env.example"), "utf8");
const shown = [...example.matchAll(/^#?([A-Z][A-Z0-9_]*)=/gmu)].map(([, name]) => name);

test("there are the config files of bin, bot and executor", () => {
  expect(configFiles).toHaveLength(3);
});

test(".env.example shows exactly the variables that config.ts files read", async () => {
  const read = new Set((await Promise.all(configFiles.map(settingNames))).flat());
  expect(new Set(shown)).toEqual(read);
});

test(".env.example shows each variable once, below a comment", () => {
  expect(shown).toEqual([...new Set(shown)]);
  for (const block of example.split(/\n(?=# )/u)) {
    if (/^#?[A-Z_]+=/mu.test(block)) expect(block).toMatch(/^# \S+/u);
  }
});

test("config files name no variable outside their schema", async () => {
  for (const path of configFiles) {
    const names = await settingNames(path);
    const used = [...readFileSync(path, "utf8").matchAll(/\b(?:SHISA_[A-Z_]*[A-Z]|REDIS_URL)\b/gu)].map(
      ([name]) => name,
    );
    expect(
      [...new Set(used)].filter((name) => !names.includes(name) && !(path.includes("/bin/") && name === "SHISA_")),
    ).toEqual([]);
  }
});
