import { expect, test } from "vitest";
import type { Known } from "../../../executor/facts.ts";
import type { Prover } from "../../../executor/munge/prover.ts";
import type { About } from "../../../executor/perform/admitted.ts";
import { createConsents } from "../../../executor/perform/consent.ts";
import { templateRetire } from "../../../protocol/actions/templates.ts";
import { vmDelete } from "../../../protocol/actions/vm.ts";
import { consentPayload } from "../../../protocol/consent.ts";
import { accepted, type Outcome, refuse, refused } from "../../../protocol/refusal.ts";

const known = (name: string, uid: number, roles: Known["roles"] = ["admin"]): Known => ({
  ...{ name, uid, roles, gid: uid, fullName: name, home: `/home/${name}` },
});
const one = known("adm1", 30_001);
const two = known("adm2", 30_002);
const identity = { platform: "slack", workspace: "T1", user: "U1" };
const about = (consents?: { requester: string; approver: string }): About => ({
  ...{ id: `g${"0".repeat(32)}`, iat: 0, bot: "bot", action: "template.retire", input: { name: "tiny" } },
  ...{ person: { name: one.name, uid: one.uid }, identity },
  vouched: {
    approval: {
      ...{ number: 1, approver: { name: two.name, uid: two.uid }, identity, at: 0 },
      ...(consents === undefined ? {} : { consents }),
    },
  },
});

/** A munged that knows whose each credential is, and writes down what it was asked. */
function proverOf(people: Readonly<Record<string, Outcome<Known>>>) {
  const asked: (readonly [string, string, number | undefined])[] = [];
  const prover: Prover = {
    identify: async (credential, payload, maxAgeMs) => {
      asked.push([credential, payload, maxAgeMs]);
      return people[credential] ?? refused(refuse("munge.unreadable"));
    },
  };
  return { asked, consents: createConsents(prover, "vm1") };
}
const both = { requester: "A", approver: "B" };

test("both are read once, over the act as it came to this host, and may be an hour old", async () => {
  const { asked, consents } = proverOf({ A: accepted(one), B: accepted(two) });
  expect(await consents(about(both), templateRetire, one)).toBeUndefined();
  const { id: grant, action, input, person: requester } = about();
  const payload = consentPayload({ grant, action, input, host: "vm1", requester });
  expect(asked).toEqual([
    ["A", payload, 3_600_000],
    ["B", payload, 3_600_000],
  ]);
});

test("an action of another risk is not looked at", async () => {
  const { asked, consents } = proverOf({});
  expect(await consents(about(), vmDelete, one)).toBeUndefined();
  expect(asked).toEqual([]);
});

test.each<[string, About, Readonly<Record<string, Outcome<Known>>>, string]>([
  ["no signatures", about(), {}, "consent.missing"],
  ["nothing vouched at all", { ...about(), vouched: {} }, {}, "consent.missing"],
  ["the first unreadable", about(both), { B: accepted(two) }, "munge.unreadable"],
  ["the second unreadable", about(both), { A: accepted(one) }, "munge.unreadable"],
  ["the first by another", about(both), { A: accepted(two), B: accepted(two) }, "consent.requester"],
  ["the second by the requester", about(both), { A: accepted(one), B: accepted(one) }, "consent.approver"],
  [
    "an approver of the same name and another uid",
    about(both),
    { A: accepted(one), B: accepted({ ...two, uid: 5 }) },
    "consent.approver",
  ],
  [
    "a second without the role",
    about(both),
    { A: accepted(one), B: accepted({ ...two, roles: ["staff"] }) },
    "approval.role",
  ],
  [
    "the first over something else",
    about(both),
    { A: refused(refuse("munge.payload")), B: accepted(two) },
    "consent.other_act",
  ],
  ["the first by nobody here", about(both), { A: refused(refuse("person.unknown")) }, "consent.requester"],
  ["no munged", about(both), { A: refused(refuse("munge.absent")) }, "munge.absent"],
])("%s: refused", async (_, asked, people, code) => {
  expect((await proverOf(people).consents(asked, templateRetire, one))?.code).toBe(code);
});
