import { expect, test } from "vitest";
import { letterOf } from "../../executor/alarm/letter.ts";
import { mailSettingsSchema } from "../../executor/alarm/settings.ts";
import { heard, silentMs } from "../../executor/alarm/silence.ts";

const hostile = "x\r\nBcc: evil@example.jp\r\n\r\nbody";
const parts = (more: object = {}) => ({
  ...{ host: "vm1", from: "root", to: ["a@example.jp"], due: "silent", redis: true, timeZone: "Asia/Tokyo", now: 1e12 },
  ...{ silence: { heardAt: 0, mailedAt: null, isHeard: false }, reports: [] },
  ...more,
});
const headersOf = (letter: string): string[] => (letter.split("\n\n")[0] ?? "").split("\n");

test("nothing that a monitor, a program or a setting says becomes a header of the mail", () => {
  const condition = {
    ...{ key: "k", code: "host.disk", severity: "error", scope: "host", since: 1 },
    ...{ numbers: { [hostile]: hostile }, lines: [hostile] },
  };
  const report = { name: "host", at: 1, everyMs: 1_000, fault: hostile, conditions: [condition], figures: [] };
  const letter = letterOf(
    parts({ reports: [report], from: hostile, to: [hostile], host: hostile }) as Parameters<typeof letterOf>[0],
  );
  const plain = letterOf(parts() as Parameters<typeof letterOf>[0]);
  const names = (text: string) => headersOf(text).map((line) => line.split(":")[0]);
  expect(names(letter)).toEqual(names(plain));
  expect(letter).not.toMatch(/^Bcc/mu);
});

test("no address can be an option, another header, or more than one address", () => {
  const bad = [
    "-Xfile",
    "-oQ/tmp",
    "a@b\nBcc: c@d",
    "a b@c",
    "<a@b>",
    "a@b c@d",
    "|/bin/sh",
    "/etc/passwd",
    "a;b",
    '"a"@b',
  ];
  for (const address of bad) {
    expect(mailSettingsSchema.safeParse({ SHISA_MAIL_TO: address }).success).toBe(false);
    expect(mailSettingsSchema.safeParse({ SHISA_MAIL_FROM: address }).success).toBe(false);
  }
});

test("whoever can write to Redis keeps no dead bot alive by sending its old envelopes again", () => {
  let silence = { heardAt: 1_000_000, mailedAt: null as number | null, isHeard: true };
  for (let now = 1_000_000; now < 1_000_000 + silentMs; now += 1_000) silence = heard(silence, 999_999, now);
  expect(silence.heardAt).toBe(1_000_000);
});
