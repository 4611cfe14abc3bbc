import { describe, expect, test } from "vitest";
import { resultReply } from "../../../handlers/kit/render.ts";
import { readSince } from "../../../handlers/kit/since.ts";
import { commandForAction } from "../../../handlers/registry.ts";
import type { AuditLine } from "../../../protocol/actions/audit.ts";
import type { HeadFinding } from "../../../protocol/audit/head.ts";
import { contextFor, host, job, now, people, type Setting } from "./department.ts";
import { answerTo, jobOf } from "./typed.ts";

const hosts = [host("vm1", []), host("vm2", []), host("vm3", [], { silent: true })];
const admin: Setting = { person: people.admin, hosts };
const line = (changes: Partial<AuditLine> = {}): AuditLine => ({
  ...{ at: new Date(now - 60_000).toISOString(), what: "grant.ended", action: "vm.delete", grant: job().grant },
  ...{ person: "e235701", status: "done", detail: '{"input":{"name":"web"}}' },
  ...changes,
});
const finding: HeadFinding = {
  ...{ name: "vm1", at: now - 60_000, why: "cut" },
  kept: { seq: 120, hash: "a".repeat(64) },
  said: { seq: 100, hash: "b".repeat(64) },
};

/** The final message of a search that found these lines. */
function shown(action: "audit.search" | "audit.own", output: object, setting: Setting) {
  const command = commandForAction(action);
  if (command === undefined) throw new Error(`no verb asks for ${action}`);
  const page = { host: "vm1", lines: [line()], complete: true, from: null, ...output };
  const result = { kind: "result", grant: job().grant, action, startedAt: now, endedAt: now } as const;
  return resultReply(command, {}, { ...result, steps: [], status: "done", output: page }, contextFor(setting)).reply;
}
const question = { words: ["web"], person: "e235701", limit: 5 };
const search = { question, head: { seq: 321, hash: "c".repeat(64) }, findings: [] };

describe("/audit", () => {
  test("asks one host for words in any order among the options", async () => {
    expect(await jobOf("/audit vm.delete --person E235701 web --result not-run --limit 5", admin)).toEqual({
      host: "vm1",
      action: "audit.search",
      input: { words: ["vm.delete", "web"], person: "e235701", result: "not_run", limit: 5 },
    });
    const input = { words: [], since: now - 2 * 24 * 3_600_000, limit: 20 };
    expect(await jobOf("/audit --since 2d --host vm2", admin)).toMatchObject({ host: "vm2", input });
  });

  test("is nobody's but an administrator's, and neither is the bot's own audit", async () => {
    for (const typed of ["/audit", "/audit web", "/audit bot"])
      expect((await answerTo(typed, { hosts })).refusal?.code).toBe("role.admin_only");
  });

  test("refuses what is no time, no account, no result", async () => {
    for (const [typed, code] of [
      ["/audit --since soon", "since.invalid"],
      ["/audit --person ../root", "person.unknown"],
      ["/audit --result well", "value.word"],
      ["/audit --limit 1000", "value.range"],
      ["/audit --host vm3", "host.silent"],
    ])
      expect([typed, (await answerTo(typed ?? "", admin)).refusal?.code]).toEqual([typed, code]);
  });

  test("says which host was asked, how the lines ended, and asks the others the same", () => {
    const reply = shown("audit.search", search, admin);
    expect(reply.title).toBe("The audit of vm1: 1 found");
    expect(reply.list).toEqual([{ title: "04-01 09:29 e235701", cells: ["vm.delete", "done"] }]);
    expect(reply.file?.content).toContain("status=done grant=g4444");
    expect(reply.buttons?.map((button) => button.line)).toEqual([
      "/audit web --person e235701 --host vm2 --limit 5",
      "/audit bot",
    ]);
    expect(reply.footer).toContain("321 lines");
    expect(reply.privacy).toBe("private");
  });

  test("shows refusals by their code, and who approved", () => {
    const lines = [line({ status: "refused", code: "limit.guests" }), line({ approver: "prof1" }), line({ what: "x" })];
    const cells = shown("audit.search", { ...search, lines }, admin).list?.map((one) => one.cells[1]);
    expect(cells).toEqual(["refused (limit.guests)", "done ✓prof1", "done"]);
  });

  test("lists twenty, and the file holds them all", () => {
    const lines = Array.from({ length: 100 }, () => line());
    const reply = shown("audit.search", { ...search, lines, complete: false, from: line().at }, admin);
    expect(reply.list).toHaveLength(20);
    expect(reply.file?.content.trimEnd().split("\n")).toHaveLength(100);
    expect(reply.text?.join()).toContain("Nothing before 1 Apr 2026, 09:29 was looked at");
  });

  test("shows first that an audit is not what it was, a host's or the bot's", () => {
    const findings = [{ ...finding, name: "bot", why: "forked" }];
    const reply = shown("audit.search", { ...search, findings }, { ...admin, findings: [finding] });
    expect(reply.text?.[0]).toContain("⚠ The audit of vm1 became shorter");
    expect(reply.text?.join()).toContain("⚠ Line 120 of the audit of the bot is another than it was");
    const old = { ...finding, at: now - 40 * 24 * 3_600_000 };
    expect(shown("audit.search", search, { ...admin, findings: [old] }).text?.join()).not.toContain("⚠");
  });

  test("of the bot shows what it turned away itself", async () => {
    const audited = [line({ what: "command.refused", action: undefined, status: undefined, code: "limit.cpus" })];
    const { reply } = await answerTo("/audit bot --limit 3", { ...admin, audited, findings: [finding] });
    expect(reply.list?.[0]?.cells).toEqual(["command.refused", "limit.cpus"]);
    expect(reply.text?.[0]).toContain("vm1 became shorter");
  });
});

describe("/me log", () => {
  const own = { question: { limit: 20 } };

  test("asks a host for one's own, and no option names anybody else", async () => {
    const asked = await jobOf("/me log --since yesterday --result failed", { hosts });
    expect(asked).toEqual({
      host: "vm1",
      action: "audit.own",
      input: { since: Date.parse("2026-03-31T00:00:00+09:00"), result: "failed", limit: 20 },
    });
    expect((await answerTo("/me log --person e235702", { hosts })).status).toBe("usage");
  });

  test("warns of what was not asked for through this bot", () => {
    const lines = [line(), line({ grant: `g${"5".repeat(32)}` })];
    expect(shown("audit.own", { ...own, lines }, { hosts, jobs: [job()] }).text?.[0]).toContain("⚠ 1 of these");
    expect(shown("audit.own", own, { hosts, jobs: [job()] }).text?.join()).not.toContain("⚠");
  });

  test("/me refusals shows what never reached a host", async () => {
    const audited = [line({ what: "command.refused", action: undefined, status: undefined, code: "limit.cpus" })];
    const { reply } = await answerTo("/me refusals", { audited });
    expect(reply).toMatchObject({ title: "Refused: 1 found", privacy: "private" });
  });
});

describe("a time in the past", () => {
  const at = (typed: string, timeZone = "Asia/Tokyo") => {
    const read = readSince(typed, { now: () => now, timeZone });
    return read.ok ? new Date(read.value).toISOString() : read.refusal.code;
  };
  test.each([
    ["30m", "2026-04-01T00:00:00.000Z"],
    ["３時間前", "2026-03-31T21:30:00.000Z"],
    ["2日", "2026-03-30T00:30:00.000Z"],
    ["1w", "2026-03-25T00:30:00.000Z"],
    ["今日", "2026-03-31T15:00:00.000Z"],
    ["Yesterday", "2026-03-30T15:00:00.000Z"],
    ["2026-01-02", "2026-01-01T15:00:00.000Z"],
    ["２０２６ー０１ー０２", "2026-01-01T15:00:00.000Z"],
    ["2026-13-01", "since.invalid"],
    ["2x", "since.invalid"],
    ["", "since.invalid"],
    ["-2d", "since.invalid"],
  ])("%s is %s", (typed, expected) => expect(at(typed)).toBe(expected));

  test("a day begins at midnight there, also when the clocks are changed", () => {
    expect(at("2026-03-29", "Europe/Berlin")).toBe("2026-03-28T23:00:00.000Z");
    expect(at("2026-03-30", "Europe/Berlin")).toBe("2026-03-29T22:00:00.000Z");
    expect(at("2026-03-09", "America/New_York")).toBe("2026-03-09T04:00:00.000Z");
  });
});
