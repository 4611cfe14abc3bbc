import { expect, test } from "vitest";
import { createLateEndings } from "../../../bot/late-endings.ts";
import type { Message } from "../../../bot/message.ts";

const minute = 60_000;

/** What is told of a job that took so long. */
function told(minutes: number, changes: object = {}): readonly (readonly [key: string, message: Message])[] {
  const all: [string, Message][] = [];
  const ended = createLateEndings({
    tell: async (_identity, key, message) => void all.push([key, message("en")]),
    platforms: ["slack"],
    now: () => minutes * minute,
    failed: (cause) => {
      throw cause;
    },
  });
  const identity = { platform: "slack", workspace: "T1", user: "U1" };
  const reply = { tone: "done", title: "over", file: { name: "a.log", content: "x" }, privacy: "private" } as const;
  ended({ action: "gpu.job", accepted_at: 0, identity, grant_id: "g1", ...changes } as never, {
    ...{ reply, final: true, status: "done" },
  });
  return all;
}

test("the end of a job that was waited for long is told anew, without its log", () => {
  const reply = { tone: "done", title: "over", privacy: "private" };
  expect(told(10)).toEqual([["ended:g1", { reply, final: true, status: "done" }]]);
});

test("what ended soon, what does not wait, and what was asked at a terminal is not", () => {
  expect(told(2)).toEqual([]);
  expect(told(10, { action: "vm.create" })).toEqual([]);
  expect(told(10, { identity: { platform: "terminal", workspace: "h", user: "u" } })).toEqual([]);
});
