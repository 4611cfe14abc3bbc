import { describe, expect, test } from "vitest";
import { createDecider } from "../../../policies/decide.ts";
import type { PersonFacts, Question } from "../../../policies/facts.ts";
import { brief } from "./brief.ts";
import { disks, limits } from "./cases/much.ts";
import { oddities } from "./cases/odd.ts";
import { others, stopped, unseenHosts } from "./cases/who.ts";
import { askers, create, guestOf, people, question, use } from "./questions.ts";

const { decide, mayEver } = await createDecider();

describe.each([
  ["what is another's", others],
  ["a stopped host", stopped],
  ["an unseen host", unseenHosts],
  ["limits", limits],
  ["a host's disk", disks],
  ["odd questions", oddities],
] as const)("%s", (_, cases) => {
  for (const { name, ask, expected } of cases)
    for (const asker of askers)
      test(`${name}: ${asker} gets ${expected[asker]}`, () => {
        expect(brief(decide(ask(people[asker])))).toBe(expected[asker]);
      });
});

test("of several roles the best counts", () => {
  const both: PersonFacts = { name: "e235701", uid: 20_001, roles: ["student", "staff"] };
  expect(brief(decide(create(both, {}, { use: use({ guests: 19 }) })))).toBe("allow");
});

test("a student who left and whose account remains may not even look at the own guest", () => {
  const left = { name: "e235701", uid: 20_001, roles: [] };
  expect(brief(decide(question("vm.show", left, { target: guestOf(left) })))).toBe("person.unknown");
});

test("what is not a question is refused and nothing is thrown", () => {
  const odd: unknown[] = [null, undefined, 7, "vm.create", {}, { action: {} }, { action: "vm.create" }, []];
  for (const one of odd) expect(decide(one as Question).effect).toBe("refuse");
});

test("help hides what does not exist", () => {
  expect(mayEver("vm.fly", ["admin"])).toBe(false);
});
