import { expect, test } from "vitest";
import { createLastRefusals } from "../../../bot/last-refusals.ts";
import { refuse } from "../../../protocol/refusal.ts";

const hanako = { name: "e235701", uid: 10_001 };
const last = (line: string, code = "limit.cpus", at = 1) => ({ at, line, refusal: refuse(code) });

test("the last refusal is the newest, of that very account", () => {
  const { of, keep } = createLastRefusals();
  keep(hanako, last("/vm create tiny a"));
  keep(hanako, last("/vm create tiny b", "limit.guests", 2));
  expect(of(hanako)).toMatchObject({ line: "/vm create tiny b", refusal: { code: "limit.guests" } });
  expect(of({ ...hanako, uid: 5 })).toBeUndefined();
});

test("asking why does not take its place, however it is typed", () => {
  const { of, keep } = createLastRefusals();
  keep(hanako, last("/vm create tiny a"));
  for (const line of ["/why nothere", "why nothere", "／WHY nothere", "/can vm start x"])
    keep(hanako, last(line, "guest.unknown", 2));
  expect(of(hanako)?.line).toBe("/vm create tiny a");
});

test("a line that held a private key is kept nowhere", () => {
  const { of, keep } = createLastRefusals();
  keep(hanako, last("/me key add SECRET", "key.private"));
  expect(of(hanako)).toBeUndefined();
});
