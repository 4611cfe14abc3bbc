import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { plainEnvironment } from "../gates/config.ts";
import { filesBelow, root } from "../gates/files.ts";

/** Which room may import from the inside of which; what is not listed is refused. */
const mayImport = {
  protocol: [],
  policies: ["protocol"],
  handlers: ["policies", "protocol"],
  bot: ["handlers", "policies", "protocol"],
  executor: ["policies", "protocol"],
  bin: ["protocol"],
  test: ["protocol", "policies", "handlers", "bot", "executor", "bin"],
} as const satisfies Record<string, readonly string[]>;

const rooms = ["protocol", "policies", "handlers", "bot", "executor", "bin", "test"] as const;
const importing = (target: string) => `import { x } from "${target}";\nexport const y = x;\n`;
const starters = ["node:child_process", "child_process", "node:cluster", "execa"];

type Case = { readonly path: string; readonly text: string; readonly isRefused: boolean; readonly says: string };
const plant = (path: string, text: string, isRefused: boolean, what: string): Case => {
  return { path, text, isRefused, says: `${path} ${isRefused ? "must not" : "may"} ${what}` };
};

const cases: readonly Case[] = [
  ...rooms.flatMap((from) =>
    rooms
      .filter((to) => to !== from)
      .map((to) => {
        const isRefused = !mayImport[from].some((allowed) => allowed === to);
        return plant(`${from}/planted/${to}.ts`, importing(`../../${to}/inside/thing.ts`), isRefused, `import ${to}/`);
      }),
  ),
  plant("bot/form/type.ts", 'export type { X } from "../../executor/a.ts";\n', true, "re-export a type of executor/"),
  plant("bot/form/star.ts", 'export * from "../../executor/a.ts";\n', true, "re-export executor/"),
  plant("bot/form/late.ts", 'export const x = await import("../../executor/a.ts");\n', true, "import executor/ late"),
  plant("bot/form/effect.ts", 'import "../../executor/a.ts";\n', true, "import executor/ for its effect"),
  plant("bin/verbs/wire.ts", importing("../../bot/terminal/wire.ts"), false, "import a public entry of bot/"),
  plant("bin/verbs/config.ts", importing("../../bot/config.ts"), false, "import bot/'s config"),
  plant("bin/verbs/lab.ts", importing("../../test/lab/lab.ts"), true, "import test/lab/"),
  plant("bin/demo.ts", importing("../test/lab/lab.ts"), false, "borrow test/lab/"),
  plant("bin/demo/people.ts", importing("../../test/lab/people.ts"), false, "borrow test/lab/"),
  plant("bin/demo/other.ts", importing("../../test/fakes/chat.ts"), true, "import the rest of test/"),
  plant("bin/demo/bot.ts", importing("../../bot/store/file.ts"), true, "import the inside of bot/"),
  ...["protocol", "policies", "handlers", "bot", "executor"].flatMap((room) =>
    starters.map((module, at) => plant(`${room}/starts/${at}.ts`, importing(module), true, `import ${module}`)),
  ),
  ...["executor/exec.ts", "bin/starts.ts", "test/lab/starts.ts"].map((path) =>
    plant(path, importing("execa"), false, "start programs"),
  ),
  plant("executor/libvirt/exec.ts", importing("execa"), true, "start programs for being called exec.ts"),
  ...rooms.flatMap((room) => [
    plant(`${room}/reads/process.ts`, 'export const x = process.env["X"];\n', true, "read process.env"),
    plant(
      `${room}/reads/import.ts`,
      'import { env } from "node:process";\nexport const x = env;\n',
      true,
      "import env",
    ),
    plant(`${room}/reads/config.ts`, 'export const x = process.env["X"];\n', false, "read process.env"),
  ]),
];

/** The part of biome.json that says what bin/ may import. */
const configSchema = z.object({
  overrides: z.array(
    z.object({
      includes: z.array(z.string()),
      linter: z.object({
        rules: z.object({
          style: z
            .object({
              noRestrictedImports: z
                .object({
                  options: z.object({ patterns: z.array(z.object({ group: z.array(z.string()) })).optional() }),
                })
                .optional(),
            })
            .optional(),
        }),
      }),
    }),
  ),
});

const boundaryRules = new Set(["lint/style/noRestrictedImports", "lint/style/noProcessEnv"]);
const reportSchema = z.object({
  diagnostics: z.array(z.object({ category: z.string(), location: z.object({ path: z.string() }) })),
});

const folder = mkdtempSync(join(tmpdir(), "shisa-boundaries-"));
let refused: ReadonlySet<string>;

beforeAll(async () => {
  copyFileSync(join(root, "biome.json"), join(folder, "biome.json"));
  for (const { path, text } of cases) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const args = ["lint", "--vcs-enabled=false", "--reporter=json", "--max-diagnostics=none", "."];
  const { stdout } = await execa(process.execPath, [join(root, "node_modules/@biomejs/biome/bin/biome"), ...args], {
    cwd: folder,
    env: plainEnvironment(),
    extendEnv: false,
    reject: false,
  });
  const { diagnostics } = reportSchema.parse(JSON.parse(stdout));
  refused = new Set(diagnostics.filter((one) => boundaryRules.has(one.category)).map((one) => one.location.path));
});

afterAll(() => rmSync(folder, { recursive: true }));

describe("the rooms' boundaries, as biome enforces them", () => {
  for (const { path, isRefused, says } of cases) it(says, () => expect(refused.has(path)).toBe(isRefused));
});

describe("the public entries that biome.json lists for bin/", () => {
  const { overrides } = configSchema.parse(JSON.parse(readFileSync(join(root, "biome.json"), "utf8")));
  const lists = overrides
    .filter(({ includes }) => includes.every((pattern) => pattern.startsWith("bin/")))
    .flatMap(({ linter }) => linter.rules.style?.noRestrictedImports?.options.patterns ?? [])
    .map(({ group }) =>
      group.filter((pattern) => pattern.startsWith("!")).map((pattern) => pattern.slice("!**/".length)),
    )
    .filter((entries) => entries.includes("config.ts"));

  it("are the same for the demo", () => {
    expect(lists).toHaveLength(2);
    expect(lists[0]).toEqual(lists[1]);
  });

  it.each(lists[0] ?? [])("%s is used", (entry) => {
    const sources = filesBelow(root, "bin").map((path) => readFileSync(join(root, path), "utf8"));
    expect(sources.some((text) => text.includes(`/${entry}"`))).toBe(true);
  });
});
