import { expect, test } from "vitest";
import { createPacer } from "../../../../bot/chat/pacer.ts";

const withinASecond = 500;

test("a crowd's messages wait longer for their ends, which then need no edit, than the platform takes edits", () => {
  const pacer = createPacer(50, () => 0);
  for (let count = 0; count < 50; count += 1) pacer.begin(`${count}`);
  expect(pacer.waitMs()).toBeLessThan(withinASecond);
  pacer.begin("one more");
  expect(pacer.waitMs()).toBeGreaterThan(1_000);
  pacer.end("0");
  expect(pacer.waitMs()).toBeLessThan(withinASecond);
});

test("where each message counts alone nobody waits longer", () => {
  const pacer = createPacer(Number.POSITIVE_INFINITY, () => 0);
  for (let count = 0; count < 1_000; count += 1) pacer.begin(`${count}`);
  expect(pacer.waitMs()).toBeLessThan(withinASecond);
});
