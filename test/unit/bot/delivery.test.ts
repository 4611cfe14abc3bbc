import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createDelivery, type Delivery } from "../../../bot/delivery.ts";
import type { Message, MessagePort } from "../../../bot/message.ts";

let delivery: Delivery;
beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  delivery = createDelivery(Date.now);
});
afterEach(() => {
  delivery.close();
  vi.useRealTimers();
});

const working = (title: string): Message => ({ reply: { tone: "working", title, privacy: "private" }, final: false });
const ended = (status: "done" | "unknown"): Message => ({
  reply: { tone: "done", title: status, privacy: "private" },
  final: true,
  status,
});

function port(editEveryMs: number): MessagePort & { readonly shown: string[]; readonly leave: () => void } {
  const shown: string[] = [];
  let gone = (): void => undefined;
  return {
    editEveryMs,
    shown,
    show: ({ reply }) => void shown.push(reply.title),
    onGone: (forget) => {
      gone = forget;
    },
    leave: () => gone(),
  };
}

test("a port is edited no faster than it bears, and the newest edit is the one that is shown", () => {
  const slow = port(1000);
  delivery.follow("g", slow, working("0"));
  for (const title of ["1", "2", "3"]) delivery.edit("g", working(title));
  expect(slow.shown).toEqual(["0"]);
  vi.advanceTimersByTime(1000);
  expect(slow.shown).toEqual(["0", "3"]);
});

test("a final message does not wait, and no held edit comes after it", () => {
  const slow = port(1000);
  delivery.follow("g", slow, working("0"));
  delivery.edit("g", working("1"));
  delivery.edit("g", ended("done"));
  vi.advanceTimersByTime(5000);
  expect(slow.shown).toEqual(["0", "done"]);
  expect(delivery.isFollowed("g")).toBe(false);
});

test("an unknown end is corrected for those who stayed", () => {
  const one = port(0);
  delivery.follow("g", one, working("0"));
  delivery.edit("g", ended("unknown"));
  delivery.edit("g", ended("done"));
  delivery.edit("g", ended("done"));
  expect(one.shown).toEqual(["0", "unknown", "done"]);
});

test("each follower of a job has a pace of its own, and one who left hears nothing more", () => {
  const quick = port(0);
  const slow = port(1000);
  delivery.follow("g", quick, working("0"));
  delivery.follow("g", slow, working("0"));
  delivery.edit("g", working("1"));
  quick.leave();
  delivery.edit("g", working("2"));
  vi.advanceTimersByTime(1000);
  expect(quick.shown).toEqual(["0", "1"]);
  expect(slow.shown).toEqual(["0", "2"]);
});
