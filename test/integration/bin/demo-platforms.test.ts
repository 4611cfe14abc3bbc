import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterEach, beforeEach, expect, test } from "vitest";

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "shisa-demo-chat-"));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

/** Starts the demo as it is after set-up; with what is missing here it ends before it begins. */
async function demo(args: readonly string[], settings: Readonly<Record<string, string>> = {}) {
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
  await writeFile(join(dir, "env"), lines.join("\n"));
  const program = join(import.meta.dirname, "../../../dist/bin/demo.js");
  const all = [program, "--state", join(dir, "state"), "--env", join(dir, "env"), "--language", "en", ...args];
  const { exitCode, stderr } = await execa(process.execPath, all, {
    env: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", HOME: dir },
    extendEnv: false,
    reject: false,
    stdin: "ignore",
    timeout: 30_000,
  });
  return { exitCode, stderr };
}

const token = "xoxb-1111-this-is-secret";

test("the demo names every setting that Slack lacks, and the document that tells where they come from", async () => {
  const { exitCode, stderr } = await demo(["--slack"]);
  expect(exitCode).toBe(1);
  for (const name of ["WORKSPACE", "BOT_TOKEN", "APP_TOKEN or SHISA_SLACK_SIGNING_SECRET"])
    expect(stderr).toContain(`SHISA_SLACK_${name}`);
  expect(stderr).toContain("docs/setup-slack.md");
  expect(stderr).not.toContain("Discord");
});

test("only what is missing is named, for each platform that was asked for", async () => {
  const settings = { SHISA_SLACK_WORKSPACE: "T0123456789", SHISA_SLACK_BOT_TOKEN: token };
  const { exitCode, stderr } = await demo(["--slack", "--discord"], settings);
  expect(exitCode).toBe(1);
  expect(stderr).not.toContain("SHISA_SLACK_WORKSPACE");
  for (const part of [
    "SHISA_SLACK_APP_TOKEN or",
    "SHISA_DISCORD_GUILD",
    "SHISA_DISCORD_TOKEN",
    "docs/setup-discord.md",
  ])
    expect(stderr).toContain(part);
});

test("a wrong setting is named, and no token is shown", async () => {
  const settings = { SHISA_SLACK_WORKSPACE: "science", SHISA_SLACK_BOT_TOKEN: token, SHISA_SLACK_APP_TOKEN: token };
  const { exitCode, stderr } = await demo(["--slack"], settings);
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/workspace's id.*\n.*SHISA_SLACK_WORKSPACE/u);
  expect(stderr).toMatch(/must begin with xapp-.*\n.*SHISA_SLACK_APP_TOKEN/u);
  expect(stderr).not.toContain("secret");
});
