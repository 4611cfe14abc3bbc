import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { commands } from "../../../handlers/registry.ts";
import { runShisa } from "./run-shisa.ts";

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "shisa-manifest-"));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const slackSchema = z.looseObject({
  features: z.looseObject({
    slash_commands: z.array(z.looseObject({ command: z.string(), url: z.string().optional() })),
  }),
  settings: z.looseObject({ socket_mode_enabled: z.boolean() }),
});
const discordSchema = z.array(z.looseObject({ name: z.string() }));

const run = (...args: string[]) =>
  runShisa(["manifest", join(dir, "out"), "--env", join(dir, "env"), "--language", "en", ...args], dir);
async function written() {
  const read = async (name: string): Promise<unknown> => JSON.parse(await readFile(join(dir, "out", name), "utf8"));
  const slack = slackSchema.parse(await read("slack-manifest.json"));
  const discord = discordSchema.parse(await read("discord-commands.json"));
  return { slack, discord };
}
const families = [...new Set(commands.map(({ family }) => family))];

test("manifest writes both registrations, and says where each goes", async () => {
  const { exitCode, stdout, stderr } = await run();
  expect(exitCode, stderr).toBe(0);
  for (const words of ["slack-manifest.json", "discord-commands.json", "docs/setup-slack.md"])
    expect(stdout).toContain(words);
  const { slack, discord } = await written();
  expect(slack.features.slash_commands.map(({ command }) => command)).toEqual(
    families.map((family) => (family === "me" ? "/shisa-me" : `/${family}`)),
  );
  expect(slack.settings.socket_mode_enabled).toBe(true);
  expect(discord.map(({ name }) => name)).toEqual(families);
});

test("a prefix stands before every command, from the option or from the settings", async () => {
  expect((await run("--prefix", "ie-")).exitCode).toBe(0);
  expect((await written()).discord.map(({ name }) => name)).toEqual(families.map((family) => `ie-${family}`));
  await writeFile(join(dir, "env"), "SHISA_COMMAND_PREFIX=cs-\n");
  expect((await run()).exitCode).toBe(0);
  expect((await written()).slack.features.slash_commands[0]?.command).toMatch(/^\/cs-/u);
});

test("an address makes Slack's manifest one for HTTP", async () => {
  expect((await run("--url", "https://shisa.example.jp")).exitCode).toBe(0);
  const { slack } = await written();
  expect(slack.settings.socket_mode_enabled).toBe(false);
  for (const { url } of slack.features.slash_commands) expect(url).toMatch(/^https:\/\/shisa\.example\.jp\//u);
});

test.each([
  ["--prefix", "IE "],
  ["--url", "http://shisa.example.jp"],
  ["--url", "shisa"],
  ["surplus", "--prefix=x"],
])("%s %s is not understood, and nothing is written", async (...args) => {
  const { exitCode, stderr } = await run(...args);
  expect(exitCode).toBe(2);
  expect(stderr).toContain("usage: shisa manifest");
  await expect(written()).rejects.toThrow("ENOENT");
});
