import { describe, expect, test } from "vitest";
import { createDecider } from "../../../policies/decide.ts";
import type { Decision, PersonFacts, Question } from "../../../policies/facts.ts";
import { type Permission, permissions } from "../../../policies/permissions.ts";
import { type Asker, askers, create, guestOf, host, people, question, use } from "./questions.ts";

const { decide, mayEver } = await createDecider();

/** allow, approve:CODE, or the code of the refusal; no asker can be left out. */
type Expected = Readonly<Record<Asker, string>>;
interface Case {
  readonly name: string;
  readonly ask: (person: PersonFacts | undefined) => Question;
  readonly expected: Expected;
}

const brief = (decision: Decision): string => {
  if (decision.effect === "allow") return "allow";
  return decision.effect === "approval" ? `approve:${decision.refusal.code}` : decision.refusal.code;
};

const all = (members: string): Expected => ({
  student: members,
  staff: members,
  admin: members,
  unknown: "person.unknown",
});

const aboutOwn = ["vm.show", "vm.ip", "vm.start", "vm.stop", "vm.restart", "vm.delete"] as const;
const changesOwn = ["vm.start", "vm.stop", "vm.restart", "vm.delete"] as const;
const another: PersonFacts = { name: "e235702", uid: 20_002, roles: ["student"] };
const own = guestOf;

const everyday: Case[] = permissions.map((action) => ({
  name: `${action}, about a guest of one's own where it is about one`,
  ask: (person) => question(action, person, { target: own(person) }),
  expected: all("allow"),
}));

const others: Case[] = aboutOwn.flatMap((action): Case[] => [
  {
    name: `${action} of somebody else's guest`,
    ask: (person) => question(action, person, { target: guestOf(another) }),
    expected: all("guest.unknown"),
  },
  {
    name: `${action} of a guest that does not exist`,
    ask: (person) => question(action, person),
    expected: all("guest.unknown"),
  },
  {
    name: `${action} of a guest whose owner had the same uid and another name`,
    ask: (person) => question(action, person, { target: guestOf(person && { ...person, name: "before" }) }),
    expected: all("guest.unknown"),
  },
  {
    name: `${action} of a guest whose owner had the same name and another uid`,
    ask: (person) => question(action, person, { target: guestOf(person && { ...person, uid: 5 }) }),
    expected: all("guest.unknown"),
  },
]);

const stopped: Case[] = permissions.map((action) => ({
  name: `${action} on a host with a stop file`,
  ask: (person) => question(action, person, { target: own(person), host: host({ stopped: true }) }),
  expected: all(action === "job.cancel" || action === "vm.create" || isChange(action) ? "host.stopped" : "allow"),
}));

function isChange(action: Permission): boolean {
  return (changesOwn as readonly string[]).includes(action);
}

const unseenHosts: Case[] = ["vm.create" as const, ...changesOwn].map((action) => ({
  name: `${action} on a host whose state is not known`,
  ask: (person) => question(action, person, { target: own(person), host: undefined }),
  expected: all("host.none"),
}));

const limits: Case[] = [
  {
    name: "a fourth guest",
    ask: (person) => create(person, {}, { use: use({ guests: 3 }) }),
    expected: all("allow"),
  },
  {
    name: "a fifth guest",
    ask: (person) => create(person, {}, { use: use({ guests: 4 }) }),
    expected: { student: "limit.guests", staff: "allow", admin: "allow", unknown: "person.unknown" },
  },
  {
    name: "a 21st guest",
    ask: (person) => create(person, {}, { use: use({ guests: 20 }) }),
    expected: { student: "limit.guests", staff: "limit.guests", admin: "allow", unknown: "person.unknown" },
  },
  {
    name: "a 41st guest",
    ask: (person) => create(person, {}, { use: use({ guests: 40 }) }),
    expected: all("limit.guests"),
  },
  {
    name: "a new guest of 4 CPUs while none runs",
    ask: (person) => create(person, { cpu: 4 }),
    expected: all("allow"),
  },
  {
    name: "a new guest of 5 CPUs",
    ask: (person) => create(person, { cpu: 5 }),
    expected: { student: "limit.cpus", staff: "allow", admin: "allow", unknown: "person.unknown" },
  },
  {
    name: "a new guest of 33 CPUs",
    ask: (person) => create(person, { cpu: 33 }),
    expected: { student: "limit.cpus", staff: "limit.cpus", admin: "allow", unknown: "person.unknown" },
  },
  {
    name: "a new guest while 7.5 GB run",
    ask: (person) => create(person, {}, { use: use({ runningMemoryMiB: 7_680 }) }),
    expected: { student: "limit.memory", staff: "allow", admin: "allow", unknown: "person.unknown" },
  },
  {
    name: "a new guest of 200 GB of memory",
    ask: (person) => create(person, { memoryMiB: 200 * 1024 }),
    expected: all("limit.memory"),
  },
  {
    name: "a new guest that ends exactly at 60 GB of disk",
    ask: (person) => create(person, {}, { use: use({ diskGiB: 50 }) }),
    expected: all("allow"),
  },
  {
    name: "a new guest that ends at 61 GB of disk",
    ask: (person) => create(person, {}, { use: use({ diskGiB: 51 }) }),
    expected: { student: "limit.disk", staff: "allow", admin: "allow", unknown: "person.unknown" },
  },
  {
    name: "a disk of 11 GB",
    ask: (person) => create(person, { diskGiB: 11 }),
    expected: all("approve:approval.disk"),
  },
  {
    name: "a disk of 61 GB, which no approval makes a student's",
    ask: (person) => create(person, { diskGiB: 61 }),
    expected: {
      student: "limit.disk",
      staff: "approve:approval.disk",
      admin: "approve:approval.disk",
      unknown: "person.unknown",
    },
  },
  {
    name: "a disk of 2049 GB",
    ask: (person) => create(person, { diskGiB: 2049 }),
    expected: all("limit.disk"),
  },
  {
    name: "starting one's guest of 1 CPU while 4 run",
    ask: (person) => question("vm.start", person, { target: own(person), use: use({ runningCpus: 4 }) }),
    expected: { student: "limit.cpus", staff: "allow", admin: "allow", unknown: "person.unknown" },
  },
  {
    name: "starting one's guest of 1 GB while 64 GB run",
    ask: (person) => question("vm.start", person, { target: own(person), use: use({ runningMemoryMiB: 65_536 }) }),
    expected: { student: "limit.memory", staff: "limit.memory", admin: "allow", unknown: "person.unknown" },
  },
  {
    name: "restarting one's running guest when everything that may run runs",
    ask: (person) =>
      question("vm.restart", person, {
        target: own(person, { running: true }),
        use: use({ runningCpus: 64, runningMemoryMiB: 131_072 }),
      }),
    expected: all("allow"),
  },
  {
    name: "stopping and so freeing a guest above every limit",
    ask: (person) => question("vm.stop", person, { target: own(person), use: use({ guests: 99, runningCpus: 99 }) }),
    expected: all("allow"),
  },
];

const disks: Case[] = [
  {
    name: "a guest that leaves exactly 15 % of the host's disk free",
    ask: (person) => create(person, {}, { host: host({ diskTotalGiB: 1000, diskFreeGiB: 160 }) }),
    expected: all("allow"),
  },
  {
    name: "a guest that leaves less than 15 % of the host's disk free",
    ask: (person) => create(person, {}, { host: host({ diskTotalGiB: 1000, diskFreeGiB: 159.9 }) }),
    expected: all("host.disk_low"),
  },
  {
    name: "a guest where the overlays that are there may still grow too far",
    ask: (person) => create(person, {}, { host: host({ committedGiB: 8_000 }) }),
    expected: all("host.disk_low"),
  },
  {
    name: "a guest of which a tenth is counted by the host's growth factor",
    ask: (person) => create(person, {}, { host: host({ diskTotalGiB: 1000, diskFreeGiB: 151, growth: 0.1 }) }),
    expected: all("allow"),
  },
  {
    name: "a larger disk, which would need approval, where the host has no room",
    ask: (person) => create(person, { diskGiB: 20 }, { host: host({ diskFreeGiB: 0 }) }),
    expected: all("host.disk_low"),
  },
  {
    name: "deleting a guest of one's own on a full host",
    ask: (person) => question("vm.delete", person, { target: own(person), host: host({ diskFreeGiB: 0 }) }),
    expected: all("allow"),
  },
];

const oddities: Case[] = [
  {
    name: "an action that does not exist",
    ask: (person) => ({ ...question("me", person), action: "vm.adopt" }),
    expected: {
      student: "action.unknown",
      staff: "action.unknown",
      admin: "action.unknown",
      unknown: "action.unknown",
    },
  },
  {
    name: "an action that every object has",
    ask: (person) => ({ ...question("me", person), action: "__proto__" }),
    expected: {
      student: "action.unknown",
      staff: "action.unknown",
      admin: "action.unknown",
      unknown: "action.unknown",
    },
  },
  {
    name: "a guest without a CPU",
    ask: (person) => create(person, { cpu: 0 }),
    expected: { student: "input.invalid", staff: "input.invalid", admin: "input.invalid", unknown: "input.invalid" },
  },
  {
    name: "a guest with a field too many",
    ask: (person) => create(person, { owner: "root" }),
    expected: { student: "input.invalid", staff: "input.invalid", admin: "input.invalid", unknown: "input.invalid" },
  },
  {
    name: "a use that cannot be counted",
    ask: (person) => create(person, {}, { use: use({ guests: Number.NaN }) }),
    expected: all("limit.guests"),
  },
  {
    name: "a host that claims an endless disk",
    ask: (person) => create(person, {}, { host: host({ diskTotalGiB: Number.POSITIVE_INFINITY }) }),
    expected: all("host.disk_low"),
  },
  {
    name: "somebody whom the host knows and who is in no group",
    ask: (person) => question("me", person && { ...person, roles: [] }),
    expected: all("person.unknown"),
  },
  {
    name: "somebody with root's uid",
    ask: (person) => question("me", person && { ...person, uid: 0 }),
    expected: all("person.unknown"),
  },
];

describe.each([
  ["what members may do every day", everyday],
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

test("help shows what a role may ever do, and nothing to somebody unknown", () => {
  for (const action of permissions) {
    expect([action, mayEver(action, ["student"])]).toEqual([action, true]);
    expect([action, mayEver(action, [])]).toEqual([action, false]);
  }
  expect(mayEver("vm.adopt", ["admin"])).toBe(false);
});
