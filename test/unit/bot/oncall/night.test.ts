import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import type { Config } from "../../../../bot/config.ts";
import { openIncidents } from "../../../../bot/incidents/book.ts";
import { callsPerMinute, createBudget } from "../../../../bot/incidents/budget.ts";
import { openOncall } from "../../../../bot/start/oncall.ts";
import { openStore } from "../../../../bot/store/database.ts";
import type { ChatIdentity } from "../../../../protocol/messages.ts";
import type { Condition } from "../../../../protocol/monitor.ts";
import { waitFor } from "../../../support/wait.ts";
import { plain } from "../../handlers/plain.ts";
import { person, settings, tokyo } from "./scene.ts";

const endings: (() => void)[] = [];
afterEach(() => {
  for (const end of endings.splice(0).reverse()) end();
});

const condition = (key: string, severity: Condition["severity"], since: number): Condition => ({
  ...{ key, code: `ceph.${key}`, severity, scope: "department" },
  ...{ numbers: {}, lines: [key], since },
});

test("a night on call: a warning waits, an error calls one after the other until somebody looks, a summary at 08:30", async () => {
  const folder = mkdtempSync(join(tmpdir(), "shisa-night-"));
  endings.push(() => rmSync(folder, { recursive: true }));
  let at = tokyo("02:00");
  const now = (): number => at;
  const failed = (cause: unknown): never => {
    throw cause;
  };
  const store = openStore(folder);
  endings.push(store.close);
  const audit = { record: () => undefined, head: () => ({ lines: 0, digest: "" }), close: () => undefined } as never;
  const directory = { hosts: () => [], person } as never;
  const incidents = openIncidents({ store, directory, audit, now, failed });
  endings.push(incidents.stop);
  /** Who was told, with the clock's time and what the message was called. */
  const told: string[] = [];
  const seen = new Set<string>();
  const clock = (): string => new Date(at + 9 * 3_600_000).toISOString().slice(11, 16);
  const keep = (key: string, who: string, text: string): boolean => {
    if (seen.has(key)) return false;
    seen.add(key);
    told.push(`${clock()} ${who}: ${text.split("\n")[0]}`);
    return true;
  };
  const identity = (account: string): ChatIdentity => ({
    ...{ platform: "slack", workspace: "T1" },
    user: account.toUpperCase(),
  });
  const channels = { alert: "C1", approval: undefined, announcement: undefined };
  const oncall = openOncall({
    ...{ store, settings, incidents, directory, audit, failed, platforms: ["slack"], orders: () => [] },
    calls: createBudget(callsPerMinute, now),
    clocks: { now, calendar: now },
    config: {
      chat: { slack: { workspace: "T1", channels }, discord: undefined },
      ...{ timeZone: "Asia/Tokyo", language: "en" },
    } as unknown as Config,
    people: {
      identitiesOf: (account) => [identity(account)],
      find: ({ user }) => ({ account: user.toLowerCase(), uid: person(user.toLowerCase())?.uid ?? -1 }),
    },
    tell: async ({ user }, key, message) => void keep(key, user, plain(message("en").reply)),
    posts: () => ({
      add: async ({ invocation, place }, said) =>
        keep(invocation, place.channel, said === null ? "" : plain(said.reply)),
      run: () => undefined,
      get: () => undefined,
    }),
  });
  endings.push(oncall.begin());
  const teller = { source: { kind: "monitor", name: "ceph" }, host: "vm1" } as const;
  const look = (...conditions: Condition[]): void => {
    incidents.observe(teller, conditions);
    incidents.pass();
  };
  const until = (count: number) => waitFor(`${count} messages`, async () => told.length >= count);

  const warning = condition("nearfull", "warning", at);
  look(warning);
  await waitFor("the warning to have somebody", async () => "name" in (incidents.one(1)?.assigned ?? {}));
  at = tokyo("02:20");
  const error = condition("osd_down", "error", at);
  look(warning, error);
  await until(2);
  at = tokyo("02:30");
  await until(4);
  at = tokyo("02:40");
  await until(6);
  at = tokyo("03:00");
  await until(10);
  at = tokyo("03:05");
  const ben = { name: "ben", uid: 5002, fullName: "" };
  expect((await incidents.acknowledge(2, ben)).ok).toBe(true);
  at = tokyo("03:30");
  look(warning);
  at = tokyo("04:00");
  look(warning);
  expect(incidents.one(2)?.state).toBe("cleared");
  at = tokyo("08:30");
  await until(13);

  const title = "Alert 2 (error)";
  const short = told.map((line) => line.replace(/\[[^\]]*\] /u, ""));
  expect(short.slice(0, 10).map((line) => line.slice(0, line.indexOf(title) + title.length))).toEqual([
    ...["02:20 C1", "02:20 AOI", "02:30 C1", "02:30 AOI", "02:40 C1", "02:40 BEN"].map((who) => `${who}: ${title}`),
    ...["03:00 C1", "03:00 AOI", "03:00 BEN", "03:00 CHIE"].map((who) => `${who}: ${title}`),
  ]);
  // The channel's summary and a person's own message go their own ways.
  expect(
    short
      .slice(10)
      .map((line) => line.slice(0, 20))
      .toSorted(),
  ).toEqual(["08:30 AOI: ", "08:30 C1: ", "08:30 C1: "].map((line) => expect.stringContaining(line)));
  expect(short).toContainEqual(expect.stringMatching(/^08:30 C1: Good morning\. 2 things happened in the night/u));
}, 60_000);
