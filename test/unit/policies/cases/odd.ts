import { create, host, question, use } from "../questions.ts";
import { all, type Case } from "./case.ts";

export const oddities: Case[] = [
  {
    name: "an action that does not exist",
    ask: (person) => ({ ...question("me", person), action: "vm.fly" }),
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
