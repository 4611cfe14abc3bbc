import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createDecider } from "../../../policies/decide.ts";
import type { Decision, PersonFacts, Question } from "../../../policies/facts.ts";
import { anyMember, anyPerson, anyQuestion } from "./arbitraries.ts";
import { brief } from "./brief.ts";
import { create, guestOf, host, people, question, use } from "./questions.ts";

const { decide } = await createDecider();
const options = { numRuns: 150 };
const { student, staff, admin } = people;

const grade = (decision: Decision): number => ["allow", "approval", "refuse"].indexOf(decision.effect);
const approvedBy = (approver: PersonFacts | undefined): Partial<Question> => ({ approval: { approver } });
const otherStaff: PersonFacts = { name: "prof2", uid: 10_002, roles: ["staff"] };
const otherAdmin: PersonFacts = { name: "adm2", uid: 30_002, roles: ["admin"] };

/** Wishes that often need somebody's yes and nothing else. */
const anyLargeGuest = fc
  .tuple(anyQuestion, fc.integer({ min: 5, max: 80 }), fc.integer({ min: 0, max: 5 }))
  .map(([asked, diskGiB, guests]) => ({
    ...create(asked.person, { diskGiB }, { use: use({ guests }) }),
    ...(asked.ownLimits === undefined ? {} : { ownLimits: asked.ownLimits }),
  }));

const refusalOf = (asked: Question) => {
  const decision = decide(asked);
  return decision.effect === "allow" ? undefined : decision.refusal;
};

test("nobody approves themselves, whether it is the name that is theirs or the uid", () => {
  fc.assert(
    fc.property(anyQuestion, anyMember, fc.boolean(), (asked, other, isName) => {
      if (asked.person === undefined) return;
      const { name, uid } = asked.person;
      const approver = isName ? { ...other, name } : { ...other, uid };
      expect(decide({ ...asked, ...approvedBy(approver) }).effect).toBe("refuse");
    }),
    options,
  );
});

test("somebody who is in no group that approves never lets anything pass, nor does somebody unknown", () => {
  fc.assert(
    fc.property(anyQuestion, anyPerson, fc.boolean(), (asked, other, isGone) => {
      const approver = isGone ? undefined : { ...other, roles: other.roles.filter((role) => role === "student") };
      expect(decide({ ...asked, ...approvedBy(approver) }).effect).toBe("refuse");
    }),
    options,
  );
});

test("an approver who loses a role lets nothing more pass", () => {
  fc.assert(
    fc.property(anyQuestion, anyMember, fc.nat(2), (asked, approver, index) => {
      const fewer = { ...approver, roles: approver.roles.filter((_, at) => at !== index) };
      const before = grade(decide({ ...asked, ...approvedBy(approver) }));
      expect(grade(decide({ ...asked, ...approvedBy(fewer) }))).toBeGreaterThanOrEqual(before);
    }),
    options,
  );
});

test("a yes helps only where the refusal said whose does", () => {
  let helped = 0;
  fc.assert(
    fc.property(anyLargeGuest, anyMember, (asked, approver) => {
      const { approval: _, ...alone } = asked;
      const without = decide(alone);
      if (without.effect === "allow") return;
      const isAnother = approver.name !== asked.person?.name && approver.uid !== asked.person?.uid;
      const { approvers = [] } = without.refusal;
      const mayApprove = isAnother && approvers.some((role) => approver.roles.some((has) => has === role));
      expect(decide({ ...asked, ...approvedBy(approver) }).effect).toBe(mayApprove ? "allow" : "refuse");
      if (mayApprove) helped++;
    }),
    options,
  );
  expect(helped).toBeGreaterThan(10);
});

describe("a larger disk", () => {
  const large = (person: PersonFacts | undefined, more: Partial<Question> = {}) =>
    create(person, { diskGiB: 20 }, more);
  test.each([
    ["nobody", undefined, "approval.role"],
    ["another student", { name: "e235702", uid: 20_002, roles: ["student"] }, "approval.role"],
    ["somebody who was staff", { ...otherStaff, roles: [] }, "approval.role"],
    ["the staff", otherStaff, "allow"],
    ["an administrator", admin, "allow"],
    ["the student's own account by another name", { name: "alias", uid: 20_001, roles: ["staff"] }, "approval.self"],
    ["an account of the student's name", { name: "e235701", uid: 9, roles: ["admin"] }, "approval.self"],
  ] as const)("that a student asked for, approved by %s: %s", (_, approver, expected) => {
    expect(brief(decide(large(student, approvedBy(approver))))).toBe(expected);
  });

  test("above the limit is an exception, and not one that the staff make", () => {
    const above = create(student, { diskGiB: 70 });
    expect(refusalOf(above)).toMatchObject({ code: "limit.disk", approvers: ["admin"] });
    expect(refusalOf({ ...above, ...approvedBy(otherStaff) })).toEqual({
      ...{ code: "approval.role", numbers: { rule: "limit.disk" }, approvers: ["admin"] },
    });
    expect(brief(decide({ ...above, ...approvedBy(admin) }))).toBe("allow");
  });

  test("of an administrator's own needs another administrator or the staff", () => {
    expect(brief(decide(large(admin, approvedBy(admin))))).toBe("approval.self");
    expect(brief(decide(large(admin, approvedBy(otherAdmin))))).toBe("allow");
    expect(brief(decide(large(admin, approvedBy(staff))))).toBe("allow");
  });

  test.each(["vm.create", "vm.disk", "vm.import"] as const)("is one and the same rule by %s", (action) => {
    const input = action === "vm.create" ? large(student).input : { name: "web", diskGiB: 20 };
    const asked = question(action, student, { input, target: guestOf(student) });
    expect(decide(asked)).toMatchObject({ effect: "approval", refusal: { code: "approval.disk" } });
    expect(refusalOf(asked)).toMatchObject({ numbers: { request: 20, free: 10 }, approvers: ["staff", "admin"] });
  });
});

describe("a yes", () => {
  const asked = create(student, {}, { use: use({ guests: 4 }) });

  test("is asked for by itself only where a rule is made for it; a limit is a refusal first", () => {
    expect(decide(asked).effect).toBe("refuse");
    expect(decide(create(student, { diskGiB: 20 })).effect).toBe("approval");
  });

  test.each([
    ["a full host", { host: host({ diskFreeGiB: 0 }) }, "limit.guests"],
    ["a stopped host", { host: host({ stopped: true }) }, "host.stopped"],
    ["a host that nobody sees", { host: undefined }, "host.none"],
    ["an exam", { exams: [{ course: "os-2026", until: 5 }] }, "exam.running"],
  ] as const)("does not help against %s, and then nobody is named who could give it", (_, more, code) => {
    const refusal = refusalOf({ ...asked, ...more });
    expect(refusal).toMatchObject({ code });
    expect(refusal).not.toHaveProperty("approvers");
    expect(decide({ ...asked, ...more, ...approvedBy(admin) }).effect).toBe("refuse");
  });

  test("makes nobody else's guest theirs", () => {
    const others = question("vm.delete", admin, { target: guestOf(student) });
    expect(brief(decide({ ...others, ...approvedBy(otherAdmin) }))).toBe("guest.unknown");
  });
});

test("acts of risk root need another administrator, and no other yes", () => {
  const act = question("playbook.run", admin);
  expect(refusalOf(act)).toEqual({ code: "approval.root", numbers: {}, approvers: ["admin"] });
  expect(brief(decide({ ...act, ...approvedBy(otherAdmin) }))).toBe("allow");
  expect(brief(decide({ ...act, ...approvedBy(staff) }))).toBe("approval.role");
  expect(brief(decide({ ...act, ...approvedBy(admin) }))).toBe("approval.self");
  expect(brief(decide({ ...act, person: staff, ...approvedBy(otherAdmin) }))).toBe("role.admin_only");
});
