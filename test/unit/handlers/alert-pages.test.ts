import { expect, test } from "vitest";
import { incident } from "./incidents-book.ts";
import { answerTo } from "./typed.ts";

const now = Date.parse("2026-12-01T00:00:00Z");
const many = Array.from({ length: 60 }, (_, index) => incident(now, { number: index + 1 }));
const numbersOn = async (line: string): Promise<number[]> => {
  const { reply } = await answerTo(line, { incidents: many });
  return (reply.list ?? []).map(({ title }) => Number.parseInt(title, 10));
};

test("every alert stands on one page of the list, and each page leads to the next", async () => {
  const pages = await Promise.all(["", " --page 2", " --page 3"].map((page) => numbersOn(`/alert list${page}`)));
  expect(pages.map(({ length }) => length)).toEqual([25, 25, 10]);
  expect(pages.flat()).toEqual(many.map(({ number }) => number));
  const first = await answerTo("/alert list", { incidents: many });
  expect(first.reply.buttons?.at(-1)?.line).toBe("/alert list --page 2");
  const last = await answerTo("/alert list --page 3", { incidents: many });
  expect(last.reply.buttons?.map(({ line }) => line)).not.toContain("/alert list --page 4");
});

test("all that was found together is shown, by name, however much it is", async () => {
  const grouped = Array.from({ length: 99 }, (_, index) => ({
    ...incident(now).condition,
    ...{ code: "alertmanager.alert", numbers: { alert: `Alert${index}` } },
  }));
  const { reply } = await answerTo("/alert show 12", { incidents: [incident(now, { grouped })] });
  const titles = (reply.list ?? []).map(({ title }) => title).join("\n");
  for (const { numbers } of grouped) expect(titles).toContain(numbers.alert);
});
