import { chmod, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Config, usualTimings } from "../../../bot/config.ts";
import { type Bot, startBot } from "../../../bot/start.ts";
import { mailConfig, mailSettingsSchema } from "../../../executor/alarm/settings.ts";
import { type Bench, prepareBench } from "../../support/executor.ts";
import { adm } from "../../support/fake-people.ts";
import { waitFor } from "../../support/wait.ts";
import { sayTo } from "../bot/client.ts";

// The real bot and the real executor in this process, with a real Redis between them and one clock for both that is
// turned; only the machine's mailer is a script. Each looks by its own timers whether the other is still there.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 40_000 });

const minute = 60_000;
const inTime = 45_000;
let bench: Bench;
let bot: Bot | undefined;
let config: Config;
let ahead = 0;
const now = (): number => Date.now() + ahead;

const startOwnBot = async (): Promise<void> => {
  bot = await startBot(config, { clocks: { now, calendar: now } });
};
const stopBot = async (): Promise<void> => {
  await bot?.stop();
  bot = undefined;
};
const startExecutor = () => bench.start({ now, exec: { programs: { ...bench.exec.programs, sendmail } } });
let sendmail: { readonly path: string; readonly holds: "tree" };

beforeEach(async () => {
  ahead = 0;
  bench = await prepareBench([adm], { mail: mailConfig(mailSettingsSchema.parse({ SHISA_MAIL_TO: "a@example.jp" })) });
  const { folder } = bench;
  sendmail = { path: join(folder, "sendmail"), holds: "tree" };
  const keep = `n=$(ls ${folder} | grep -c '^mail'); cat > ${folder}/.mail && mv ${folder}/.mail ${folder}/mail$n`;
  await writeFile(sendmail.path, `#!/bin/sh\n${keep}\n`);
  await chmod(sendmail.path, 0o755);
  config = {
    redisUrl: bench.config.redisUrl,
    state: join(folder, "bot"),
    keys: join(folder, "bot.keys"),
    trust: bench.config.trust,
    timeZone: "Asia/Tokyo",
    language: "en",
    logLevel: "silent",
    audit: { fileBytes: 50_000_000, syslog: undefined, syslogCa: undefined },
    chat: { prefix: "", slack: undefined, discord: undefined },
    terminals: { socket: undefined, tls: undefined },
    webhooks: undefined,
    timings: usualTimings,
  };
  await startExecutor();
  await startOwnBot();
});
afterEach(async () => {
  await stopBot();
  await bench?.remove();
});

/** What an administrator is answered. */
const say = (line: string) => sayTo(join(config.state, "terminal", "shisa.sock"), adm.name, line).final;
const answerTo = async (line: string): Promise<string> => JSON.stringify(await say(line));
const openAlerts = async (): Promise<readonly string[]> => {
  const { open } = (await say("/alert list")).output as { open: readonly { code: string }[] };
  return open.map(({ code }) => code);
};
const answers = (line: string, pattern: RegExp) =>
  waitFor(`${line} answers ${pattern}`, async () => pattern.test(await answerTo(line)), inTime);
const subjects = async (): Promise<readonly string[]> => {
  const names = (await readdir(bench.folder)).filter((name) => /^mail\d$/u.test(name)).toSorted();
  const mails = await Promise.all(names.map((name) => readFile(join(bench.folder, name), "utf8")));
  return mails.map((mail) => /^Subject: (.*)$/mu.exec(mail)?.[1] ?? "");
};
const mailed = (count: number) => waitFor(`${count} mails`, async () => (await subjects()).length >= count, inTime);

test("a bot that is dead is mailed of by the executor, once, and once more when it is back", async () => {
  await answers("/alert list", /"status":"done"/u);
  await stopBot();
  ahead += 6 * minute;
  await mailed(1);
  await startOwnBot();
  await mailed(2);
  expect(await subjects()).toEqual([
    expect.stringMatching(/^\[Shisa h1\] the bot has been silent for [56] min$/u),
    "[Shisa h1] the bot is back",
  ]);
  await answers("/alert list", /"status":"done"/u);
  expect(await openAlerts()).not.toContain("host.silent");
});

test("an executor that is dead is an alert, which is over by itself when it is heard again", async () => {
  await answers("/alert list", /"status":"done"/u);
  expect(await openAlerts()).not.toContain("host.silent");
  await bench.stop();
  ahead += 2 * minute;
  await answers("/alert list", /Nothing is heard from h1/u);
  await startExecutor();
  await answers("/alert show 1", /over by itself/u);
  expect(await openAlerts()).not.toContain("host.silent");
  expect(await subjects()).toEqual([]);
});
