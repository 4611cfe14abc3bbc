import fc from "fast-check";
import { expect, test } from "vitest";
import { createDecider } from "../../../policies/decide.ts";
import { type Decision, noUse as none, type Question } from "../../../policies/facts.ts";
import { refusalSchema } from "../../../protocol/refusal.ts";
import { anyHost, anyMember, anyName, anyQuestion, anyTarget, anyUse } from "./arbitraries.ts";
import { create, host } from "./questions.ts";

const { decide } = await createDecider();
const options = { numRuns: 150 };

/** From most to least: allowed, allowed with an approval, refused. */
const grade = (decision: Decision): number => ["allow", "approval", "refuse"].indexOf(decision.effect);

const guestActions = ["vm.show", "vm.ip", "vm.why", "vm.start", "vm.stop", "vm.restart", "vm.delete"] as const;

test("somebody unknown is never allowed anything", () => {
  fc.assert(
    fc.property(anyQuestion, fc.boolean(), (question, isGone) => {
      const person = isGone || question.person === undefined ? undefined : { ...question.person, roles: [] };
      const decision = decide({ ...question, person });
      expect(decision).toMatchObject({ effect: "refuse", refusal: { code: "person.unknown" } });
    }),
    options,
  );
});

test("losing a role never grants anything", () => {
  fc.assert(
    fc.property(anyQuestion, fc.nat(2), (question, index) => {
      const { person } = question;
      if (person === undefined) return;
      const fewer = { ...person, roles: person.roles.filter((_, at) => at !== index) };
      expect(grade(decide({ ...question, person: fewer }))).toBeGreaterThanOrEqual(grade(decide(question)));
    }),
    options,
  );
});

test("holding more never grants anything", () => {
  fc.assert(
    fc.property(anyQuestion, anyUse, (question, more) => {
      const use = {
        guests: question.use.guests + more.guests,
        runningCpus: question.use.runningCpus + more.runningCpus,
        runningMemoryMiB: question.use.runningMemoryMiB + more.runningMemoryMiB,
        diskGiB: question.use.diskGiB + more.diskGiB,
      };
      expect(grade(decide({ ...question, use }))).toBeGreaterThanOrEqual(grade(decide(question)));
    }),
    options,
  );
});

test("a fuller or a stopped host never grants anything", () => {
  fc.assert(
    fc.property(anyQuestion, anyHost, (question, more) => {
      if (question.host === undefined) return;
      const worse = {
        ...question.host,
        stopped: question.host.stopped || more.stopped,
        diskFreeGiB: Math.min(question.host.diskFreeGiB, more.diskFreeGiB),
        committedGiB: question.host.committedGiB + more.committedGiB,
      };
      expect(grade(decide({ ...question, host: worse }))).toBeGreaterThanOrEqual(grade(decide(question)));
    }),
    options,
  );
});

test("another's guest and one that does not exist get the same answer, whatever it is like", () => {
  fc.assert(
    fc.property(anyQuestion, fc.constantFrom(...guestActions), anyTarget, (base, action, target) => {
      const input = action === "vm.stop" ? { name: "web", force: true } : { name: "web" };
      const question: Question = { ...base, action, input };
      const isOwn = target.owner.name === question.person?.name && target.owner.uid === question.person.uid;
      if (isOwn) return;
      const decision = decide({ ...question, target });
      expect(decision).toEqual(decide({ ...question, target: undefined }));
      expect(decision.effect).toBe("refuse");
    }),
    options,
  );
});

test("no name, of whatever characters, makes a guest somebody else's or anyone a member", () => {
  fc.assert(
    fc.property(anyMember, anyName, fc.nat(), (person, name, uid) => {
      const about = { input: { name: "web" }, use: none, host: host(), person, action: "vm.show" };
      const target = { name, owner: { name, uid }, running: true, cpu: 1, memoryMiB: 128, diskGiB: 1 };
      if (name === person.name && uid === person.uid) return;
      expect(decide({ ...about, target })).toMatchObject({ effect: "refuse", refusal: { code: "guest.unknown" } });
      const nobody = { name, uid, roles: [] };
      expect(decide({ ...about, person: nobody, target })).toMatchObject({ refusal: { code: "person.unknown" } });
    }),
    options,
  );
});

test("two names that differ only in broken characters are never the same owner", () => {
  const person = { name: "\ud800", uid: 7, roles: ["student"] as const };
  const target = { name: "web", owner: { name: "\ud801", uid: 7 }, running: true, cpu: 1, memoryMiB: 128, diskGiB: 1 };
  const question = { action: "vm.show", input: { name: "web" }, person, target, use: none, host: host() };
  expect(decide(question).effect).toBe("refuse");
});

test("what a refusal offers instead is allowed as it stands", () => {
  let offers = 0;
  fc.assert(
    fc.property(anyMember, anyQuestion, anyHost, (person, { use, input }, anyWhere) => {
      const where = { ...anyWhere, stopped: false };
      const wish = typeof input === "object" && input !== null && "cpu" in input ? input : { cpu: 5, diskGiB: 30 };
      const lighter = { ...use, guests: Math.min(use.guests, 3) };
      const question = create(person, { ...wish }, { use: lighter, host: where });
      const decision = decide(question);
      if (decision.effect === "allow" || decision.refusal.passing === undefined) return;
      offers++;
      const offer = create(person, { ...wish, ...decision.refusal.passing }, { use: lighter, host: where });
      expect(decide(offer)).toEqual({ effect: "allow" });
    }),
    { numRuns: 600 },
  );
  expect(offers).toBeGreaterThan(20);
});

test("every refusal is one that can travel, and anything at all gets an answer", () => {
  const anything = fc.oneof(
    anyQuestion,
    fc.anything() as fc.Arbitrary<Question>,
    fc.tuple(anyQuestion, fc.object()).map(([question, more]) => ({ ...question, ...more })),
    fc.tuple(anyQuestion, anyName).map(([question, action]) => ({ ...question, action })),
  );
  fc.assert(
    fc.property(anything, (question) => {
      const decision = decide(question);
      if (decision.effect !== "allow") expect(refusalSchema.parse(decision.refusal)).toEqual(decision.refusal);
    }),
    options,
  );
});

test("the same question always gets the same answer and is left as it was", () => {
  fc.assert(
    fc.property(anyQuestion, (question) => {
      const before = structuredClone(question);
      expect(decide(question)).toEqual(decide(question));
      expect(question).toEqual(before);
    }),
    { numRuns: 100 },
  );
});
