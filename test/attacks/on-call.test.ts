import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createDecider } from "../../policies/decide.ts";
import { noUse, type PersonFacts, type Question, type Target } from "../../policies/facts.ts";
import { policyFolder } from "../../policies/numbers.ts";

const { decide } = await createDecider();

/** Has the rota this week, the pager, and the alert message with its buttons. */
const onCall: PersonFacts = { name: "e235701", uid: 20_001, roles: ["student"] };
const host = { name: "vm1", stopped: false, diskTotalGiB: 1000, diskFreeGiB: 900, committedGiB: 0 };
const another: Target = {
  name: "web",
  owner: { name: "e235702", uid: 20_002 },
  running: true,
  cpu: 1,
  memoryMiB: 1,
  diskGiB: 1,
};

function ask(action: string, more: Partial<Question> = {}): string {
  const question = {
    action,
    input: {},
    inputTaken: true,
    person: onCall,
    target: undefined,
    use: noUse,
    host,
  } as const;
  const decision = decide({ ...question, ...more });
  return decision.effect === "allow" ? "allow" : decision.refusal.code;
}

describe("a student on call", () => {
  test("looks, acknowledges, notes and pages", () => {
    const may = ["alert.list", "alert.show", "alert.ack", "alert.snooze", "alert.note", "oncall.now", "oncall.page"];
    may.push("oncall.swap", "oncall.accept", "oncall.away", "oncall.cover");
    expect(may.filter((action) => ask(action) !== "allow")).toEqual([]);
  });

  test.each([
    "node.drain",
    "node.resume",
    "playbook.run",
    "playbook.check",
    "ceph.mute",
    "backup.run",
    "maintenance.add",
    "vm.adopt",
    "template.add",
    "link.add",
    "audit.search",
    "net.find",
  ])("has no %s, which is for administrators", (action) => {
    expect(ask(action)).toBe("role.admin_only");
  });

  test.each([
    "vm.stop",
    "vm.delete",
    "vm.show",
    "vm.console",
  ])("has no %s of another's guest, whatever is on fire", (action) => {
    expect(ask(action, { target: another })).toBe("guest.unknown");
  });

  test("says yes to nobody's request, not even to what staff may approve", () => {
    const person: PersonFacts = { name: "e235702", uid: 20_002, roles: ["student"] };
    const input = { template: "tiny", name: "web", cpu: 1, memoryMiB: 1024, diskGiB: 20 };
    expect(ask("vm.create", { person, input, approval: { approver: onCall } })).toBe("approval.role");
  });

  test("has no rule that speaks of a rota: nothing that says who is on call reaches a decision", () => {
    const folder = policyFolder();
    const files = readdirSync(folder).filter((name) => name.endsWith(".cedar") || name.endsWith(".cedarschema"));
    const spoken = files.flatMap((name) =>
      readFileSync(join(folder, name), "utf8")
        .split("\n")
        .filter((line) => /rota|on_?call/iu.test(line) && !/^\s*\/\//u.test(line) && !/"oncall\.[a-z]+"/u.test(line))
        .map((line) => `${name}: ${line}`),
    );
    expect(spoken.filter((line) => !line.includes("@id"))).toEqual([]);
  });
});
