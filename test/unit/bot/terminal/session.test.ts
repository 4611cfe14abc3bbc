import { EventEmitter } from "node:events";
import type { Socket } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Core } from "../../../../bot/core.ts";
import { createLog } from "../../../../bot/log.ts";
import { openSession } from "../../../../bot/terminal/public/session.ts";
import { createSessions } from "../../../../bot/terminal/public/sessions.ts";

// A terminal's session in the bot, by two clocks: the one that passes (timers) and the one that can be set.

const hour = 3_600_000;
let now: number;
let person: { name: string; uid: number; roles: readonly ["student"]; fullName: string } | undefined;
let lines: string[];
let ended: string[];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  now = 1_800_000_000_000;
  person = { name: "alice", uid: 5001, roles: ["student"], fullName: "Alice" };
  lines = [];
  ended = [];
});
afterEach(() => vi.useRealTimers());

function open(until = now + 12 * hour) {
  const core: Core = {
    handle: ({ line, proof, uid }) => {
      lines.push(`${line} ${proof} ${uid}`);
      return Promise.resolve();
    },
    complete: () => [],
  };
  return openSession({
    proof: { person: { name: "alice", uid: 5001 }, statement: "signed", until },
    identity: { platform: "terminal", workspace: "m", user: `S.${"a".repeat(24)}` },
    socket: new EventEmitter() as Socket,
    send: () => undefined,
    end: ({ code }) => ended.push(code),
    core,
    parts: {
      directory: { hosts: () => [], person: () => person },
      mayAct: () => true,
      refusalReply: () => ({ tone: "refused", title: "no", privacy: "private" }),
      now: () => now,
      log: createLog("silent"),
    },
  });
}
const say = { type: "say", id: "1", line: "/ping", confirmed: false } as const;

test("a line goes on with the executor's word for whose it is", () => {
  open().take(say);
  expect(lines).toEqual(["/ping signed 5001"]);
});

test("a session ends when its time has passed, also where the clock was set back meanwhile", () => {
  const session = open();
  now -= 24 * hour;
  session.take(say);
  vi.advanceTimersByTime(12 * hour);
  expect(ended).toEqual(["session.over"]);
  session.take(say);
  expect(lines).toHaveLength(1);
});

test("a session ends at its next line where the clock was set forward past its end", () => {
  const session = open();
  now += 13 * hour;
  session.take(say);
  expect([ended, lines]).toEqual([["session.over"], []]);
});

test("a session ends with its account, and with the account's number", () => {
  const gone = open();
  person = undefined;
  gone.look();
  expect(ended).toEqual(["person.unknown"]);
  const another = open();
  person = { name: "alice", uid: 6001, roles: ["student"], fullName: "Another Alice" };
  another.take(say);
  expect([ended, lines]).toEqual([["person.unknown", "person.unknown"], []]);
});

test("one account has eight sessions at most, and all have five hundred", () => {
  const sessions = createSessions();
  const of = (account: string) => ({ account, look: () => undefined });
  const theirs = Array.from({ length: 9 }, () => of("alice"));
  expect(theirs.map(sessions.add)).toEqual([...Array<boolean>(8).fill(true), false]);
  sessions.remove(theirs[0] ?? of(""));
  expect(sessions.add(of("alice"))).toBe(true);
  const everybody = Array.from({ length: 500 }, (_, index) => sessions.add(of(`e${index}`)));
  expect(everybody.filter(Boolean)).toHaveLength(492);
});
