import { describe, expect, test } from "vitest";
import { createDecider } from "../../../policies/decide.ts";
import type { PersonFacts } from "../../../policies/facts.ts";
import { loadPolicySet, policyFolder } from "../../../policies/policyset.ts";
import { brief } from "./brief.ts";
import { guestOf, people, question } from "./questions.ts";
import { everything, rowOf, table } from "./table.ts";

const { decide, mayEver } = await createDecider();
const { actions } = loadPolicySet(policyFolder());

const members = ["student", "staff", "admin"] as const;
const another: PersonFacts = { name: "e235702", uid: 20_002, roles: ["student"] };
const nobodys = ["Host", "Service", "Incident"];

test("every action has a line in which each role is named", () => {
  expect(everything.filter((action) => !table.has(action))).toEqual([]);
});

test("no line is about something that cannot be asked for", () => {
  const known: readonly string[] = everything;
  expect([...table.keys()].filter((action) => !known.includes(action))).toEqual([]);
});

test("a line says what others than the owner are told exactly where there is an owner", () => {
  for (const action of everything) {
    const isOwned = !nobodys.includes(actions.get(action)?.resourceType ?? "Host");
    expect([action, rowOf(action).notOwner !== undefined]).toEqual([action, isOwned]);
  }
});

describe.each(everything.map((action) => [action, rowOf(action)] as const))("%s", (action, row) => {
  for (const role of members) {
    test(`${role} gets ${row[role]}`, () => {
      const person = people[role];
      expect(brief(decide(question(action, person, { target: guestOf(person) })))).toBe(row[role]);
    });

    test(`help ${row[role].startsWith("allow") || row[role].startsWith("approve:") ? "shows" : "hides"} it: ${role}`, () => {
      expect(mayEver(action, [role])).toBe(row[role] === "allow" || row[role].startsWith("approve:"));
    });

    const notOwner = row.notOwner;
    if (notOwner !== undefined)
      test(`${role} gets ${notOwner} where it is another's, or is not there`, () => {
        const person = people[role];
        expect(brief(decide(question(action, person, { target: guestOf(another) })))).toBe(notOwner);
        expect(brief(decide(question(action, person)))).toBe(notOwner);
      });
  }

  test(`nobody gets ${row.nobody}`, () => {
    for (const person of [undefined, { ...another, roles: [] }, { ...another, uid: 0 }]) {
      expect(brief(decide(question(action, person, { target: guestOf(another) })))).toBe(row.nobody);
      expect(mayEver(action, person?.roles.slice(1) ?? [])).toBe(false);
    }
  });
});
