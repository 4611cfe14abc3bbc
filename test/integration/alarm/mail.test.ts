import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Alarm, startAlarm } from "../../../executor/alarm/alarm.ts";
import { mailConfig, mailSettingsSchema } from "../../../executor/alarm/settings.ts";
import { createExec } from "../../../executor/exec.ts";
import { createLog } from "../../../executor/log.ts";
import type { MonitorReport } from "../../../protocol/monitor.ts";

const minute = 60_000;
const report: MonitorReport = {
  ...{ name: "host", at: 1, everyMs: 1_000, fault: null, figures: [] },
  conditions: [
    {
      ...{ key: "disk:/", code: "host.disk", severity: "error", scope: "host", since: 1 },
      numbers: { path: "/\r\nBcc: evil@example.jp", percent: 2 },
      lines: ["ディスク満杯\r\nBcc: evil@example.jp"],
    },
  ],
};

let folder = "";
let alarm: Alarm | undefined;
let at = 0;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "shisa-mail-"));
  at = Date.parse("2026-11-30T12:00:00Z");
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] });
  await fake(0);
});
afterEach(async () => {
  await alarm?.stop();
  vi.useRealTimers();
  await rm(folder, { recursive: true });
});

/** A sendmail that keeps each mail with its arguments, and ends with that code. */
async function fake(code: number): Promise<void> {
  const script = `#!/bin/sh
n=$(ls ${folder} | grep -c '^mail') ; { echo "$@"; cat; } > ${folder}/mail$n.part && mv ${folder}/mail$n.part ${folder}/mail$n
exit ${code}
`;
  await writeFile(join(folder, "sendmail"), script);
  await chmod(join(folder, "sendmail"), 0o755);
}

const mails = async (): Promise<string[]> => {
  const names = (await readdir(folder)).filter((name) => /^mail\d+$/u.test(name)).toSorted();
  return Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
};
const bodyOf = (mail: string): string => Buffer.from(mail.split("\n\n")[1] ?? "", "base64").toString("utf8");

async function start(redis = true): Promise<void> {
  const mail = mailConfig(mailSettingsSchema.parse({ SHISA_MAIL_TO: "a@example.jp, root" }));
  const exec = createExec({ programs: { sendmail: { path: join(folder, "sendmail"), holds: "tree" } } });
  alarm = await startAlarm({
    ...{
      mail,
      host: "vm1",
      state: folder,
      timeZone: "Asia/Tokyo",
      exec,
      now: () => at,
      log: createLog("silent", "vm1"),
    },
    ...{ reaches: () => redis, reports: () => [report], audit: { writeThrottled: () => undefined } },
  });
}
/** Time passes in steps of ten seconds, and what is being sent is sent. */
async function pass(ms: number): Promise<void> {
  for (let gone = 0; gone < ms; gone += 10_000) {
    at += 10_000;
    vi.advanceTimersByTime(10_000);
    await alarm?.settled();
  }
}

describe("mail when no bot is heard", () => {
  it("is sent once after five minutes, then hourly, and once when the bot is back", async () => {
    await start();
    await pass(4.5 * minute);
    expect(await mails()).toEqual([]);
    await pass(minute);
    const [first = ""] = await mails();
    expect(first).toMatch(
      /^-i -f root -- a@example\.jp root\nFrom: root\nTo: a@example\.jp, root\nSubject: \[Shisa vm1\] the bot has/u,
    );
    expect(bodyOf(first)).toContain("Redis can be reached: the bot seems to be down.");
    expect(bodyOf(first)).toContain("ERROR host.disk");
    await pass(58 * minute);
    expect(await mails()).toHaveLength(1);
    await pass(3 * minute);
    expect(await mails()).toHaveLength(2);
    alarm?.heard(at);
    await pass(minute);
    const [, , back = ""] = await mails();
    expect(back).toContain("Subject: [Shisa vm1] the bot is back");
    alarm?.heard(at);
    await pass(2 * minute);
    expect(await mails()).toHaveLength(3);
  });

  it("is neither sent again nor called off because the executor was started anew", async () => {
    await start();
    await pass(6 * minute);
    await alarm?.stop();
    await start();
    await pass(20 * minute);
    expect(await mails()).toHaveLength(1);
    await pass(45 * minute);
    expect((await mails())[1]).toContain("the bot is still silent");
  });

  it("says when Redis is what cannot be reached", async () => {
    await start(false);
    await pass(6 * minute);
    expect(bodyOf((await mails())[0] ?? "")).toContain("Redis cannot be reached.");
  });

  it("that could not be sent is tried again every two minutes, until it could", async () => {
    await fake(75);
    await start();
    await pass(8.5 * minute);
    expect(await mails()).toHaveLength(2);
    await fake(0);
    await pass(30 * minute);
    expect(await mails()).toHaveLength(3);
  });

  it("goes to nobody where nobody is named", () => {
    expect(mailConfig(mailSettingsSchema.parse({}))).toBeUndefined();
  });
});
