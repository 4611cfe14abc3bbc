import type { PersonFacts } from "../../../../policies/facts.ts";
import { type Permission, permissions } from "../../../../policies/permissions.ts";
import { guestOf, host, question } from "../questions.ts";
import { adminsOnly, all, type Case, staffOnly } from "./case.ts";

const aboutOwn = ["vm.show", "vm.ip", "vm.start", "vm.stop", "vm.restart", "vm.delete"] as const;
const changesOwn = ["vm.start", "vm.stop", "vm.restart", "vm.delete"] as const;
const another: PersonFacts = { name: "e235702", uid: 20_002, roles: ["student"] };
const own = guestOf;

/** Nobody else may ever, whatever the circumstances. */
const forAdmins: ReadonlySet<Permission> = new Set(["link.add", "audit.search", "audit.bot"]);
const forStaff: ReadonlySet<Permission> = new Set(["approvals.approve", "approvals.deny"]);
const allow = (action: Permission) =>
  forAdmins.has(action) ? adminsOnly("allow") : forStaff.has(action) ? staffOnly("allow") : all("allow");

export const everyday: Case[] = permissions.map((action) => ({
  name: `${action}, about a guest of one's own where it is about one`,
  ask: (person) => question(action, person, { target: own(person) }),
  expected: allow(action),
}));

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

export const stopped: Case[] = permissions.map((action) => ({
  name: `${action} on a host with a stop file`,
  ask: (person) => question(action, person, { target: own(person), host: host({ stopped: true }) }),
  expected:
    told(action) === "allow" ? allow(action) : forAdmins.has(action) ? adminsOnly(told(action)) : all(told(action)),
}));

function told(action: Permission): string {
  return isChange(action) ? "host.stopped" : "allow";
}

function isChange(action: Permission): boolean {
  return ["job.cancel", "key.add", "key.remove", "link.add", "vm.create", ...changesOwn].includes(action);
}

export const unseenHosts: Case[] = ["vm.create" as const, ...changesOwn].map((action) => ({
  name: `${action} on a host whose state is not known`,
  ask: (person) => question(action, person, { target: own(person), host: undefined }),
  expected: all("host.none"),
}));
