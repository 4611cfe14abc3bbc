import { expect, test } from "vitest";
import { createNewcomers } from "../../../../bot/terminal/public/newcomers.ts";

/** Admits somebody and tells whether they had to leave. */
function coming(newcomers: ReturnType<typeof createNewcomers>, from: string) {
  const guest: { left: boolean; settle: () => void } = { left: false, settle: () => undefined };
  guest.settle = newcomers.admit(from, () => {
    guest.left = true;
  });
  return guest;
}

test("whoever comes when all places are taken gets one, and a random one of the others leaves", () => {
  const newcomers = createNewcomers({ all: 3, each: 3 }, () => 0.5);
  const guests = ["a", "b", "c", "d"].map((from) => coming(newcomers, from));
  expect(guests.map(({ left }) => left)).toEqual([false, true, false, false]);
});

test("one machine crowds out only its own", () => {
  const newcomers = createNewcomers({ all: 10, each: 2 }, () => 0);
  const calm = coming(newcomers, "calm");
  const loud = Array.from({ length: 20 }, () => coming(newcomers, "loud"));
  expect(calm.left).toBe(false);
  expect(loud.filter(({ left }) => !left)).toHaveLength(2);
});

test("whoever has proved who they are, or has gone, takes no place", () => {
  const newcomers = createNewcomers({ all: 1, each: 1 });
  const first = coming(newcomers, "a");
  first.settle();
  coming(newcomers, "a");
  expect(first.left).toBe(false);
});
