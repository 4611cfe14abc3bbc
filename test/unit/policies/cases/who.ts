import type { PersonFacts } from "../../../../policies/facts.ts";
import { loadPolicySet, policyFolder } from "../../../../policies/policyset.ts";
import { guestOf, host, question } from "../questions.ts";
import { everything, rowOf } from "../table.ts";
import { all, type Case } from "./case.ts";

const aboutOwn = ["vm.show", "vm.ip", "vm.why", "vm.start", "vm.stop", "vm.restart", "vm.delete"] as const;
const changesOwn = ["vm.start", "vm.stop", "vm.restart", "vm.delete"] as const;
const another: PersonFacts = { name: "e235702", uid: 20_002, roles: ["student"] };
const own = guestOf;

export const others: Case[] = aboutOwn.flatMap((action): Case[] => [
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

const { actions } = loadPolicySet(policyFolder());
const isRead = (action: string): boolean => actions.get(action)?.groups.includes("reads") === true;

/** Whoever may do it at all is told that the host is stopped, unless it is only a look. */
export const stopped: Case[] = everything.map((action) => {
  const { nobody: unknown, student, staff, admin } = rowOf(action);
  const told = (usual: string): string => (isRead(action) || usual.startsWith("role.") ? usual : "host.stopped");
  return {
    name: `${action} on a host with a stop file`,
    ask: (person) => question(action, person, { target: own(person), host: host({ stopped: true }) }),
    expected: { student: told(student), staff: told(staff), admin: told(admin), unknown },
  };
});

export const unseenHosts: Case[] = ["vm.create" as const, ...changesOwn].map((action) => ({
  name: `${action} on a host whose state is not known`,
  ask: (person) => question(action, person, { target: own(person), host: undefined }),
  expected: all("host.none"),
}));
