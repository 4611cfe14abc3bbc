import fc from "fast-check";
import type { HostFacts, PersonFacts, Question, Target, Use } from "../../../policies/facts.ts";
import { permissions, toCome } from "../../../policies/permissions.ts";
import { inputOf } from "./questions.ts";

/** Names as they should be, and everything that people and programs have ever called themselves. */
export const anyName = fc.oneof(
  fc.constantFrom("e235701", "prof1", "adm1"),
  fc.string({ unit: "binary", maxLength: 300 }),
  fc.constantFrom(
    "__proto__",
    'Role::"admin"',
    'x" || true',
    "\u202eadm1",
    "ａｄｍ１",
    "adm1\0",
    "\ud800",
    "$(id)",
    "../x",
  ),
);

const account = fc.stringMatching(/^[a-z][a-z0-9_.-]{0,20}$/);
const owner = fc.record({ name: account, uid: fc.integer({ min: 1, max: 0xffff_fffe }) });
const roles = fc.uniqueArray(fc.constantFrom("student", "staff", "admin"));

export const anyPerson: fc.Arbitrary<PersonFacts> = fc
  .record({ owner, roles })
  .map((person) => ({ ...person.owner, roles: person.roles }));
export const anyMember = anyPerson.filter((person) => person.roles.length > 0);

const amount = (max: number) => fc.integer({ min: 0, max });

export const anyUse: fc.Arbitrary<Use> = fc.record({
  guests: amount(45),
  runningCpus: amount(70),
  runningMemoryMiB: amount(140_000),
  diskGiB: amount(2_200),
});

export const anyTarget: fc.Arbitrary<Target> = fc.record({
  name: fc.constantFrom("web", "db"),
  owner,
  running: fc.boolean(),
  cpu: fc.oneof(amount(8), fc.constant(Number.NaN)),
  memoryMiB: fc.oneof(amount(16_384), fc.constant(-1)),
  diskGiB: amount(100),
});

export const anyHost: fc.Arbitrary<HostFacts> = fc.record(
  {
    name: fc.constant("vm1"),
    stopped: fc.boolean(),
    diskTotalGiB: fc.double({ min: 1, max: 5_000, noNaN: true }),
    diskFreeGiB: fc.double({ min: 0, max: 5_000, noNaN: true }),
    committedGiB: fc.double({ min: 0, max: 1_000, noNaN: true }),
    growth: fc.double({ min: 0, max: 1, noNaN: true }),
  },
  { requiredKeys: ["name", "stopped", "diskTotalGiB", "diskFreeGiB", "committedGiB"] },
);

const createInput = fc.record({
  template: fc.constant("tiny"),
  name: fc.constant("web"),
  cpu: fc.integer({ min: 1, max: 80 }),
  memoryMiB: fc.integer({ min: 128, max: 140_000 }),
  diskGiB: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 2_200 })),
});

const exam = fc.record({ course: fc.constantFrom("os-2026", "net-2026"), until: fc.integer({ min: 0, max: 2 ** 42 }) });

/** How, when and by whom else; each of it may be missing. */
const anyMore: fc.Arbitrary<Partial<Question>> = fc.record(
  {
    at: fc.oneof(fc.integer({ min: 0, max: 2 ** 42 }), fc.double()),
    channel: fc.record({
      platform: fc.constantFrom("slack", "discord", "terminal", ""),
      workspace: fc.constantFrom("T1", ""),
      place: fc.constantFrom("private", "channel"),
      proved: fc.boolean(),
    }),
    ownLimits: fc.record(
      { guests: amount(50), cpus: amount(80), memoryMiB: amount(150_000), diskGiB: amount(2_500) },
      { requiredKeys: [] },
    ),
    exams: fc.array(exam, { maxLength: 2 }),
    approval: fc.record({ approver: fc.option(anyPerson, { nil: undefined }) }),
  },
  { requiredKeys: [] },
);

/** Well-formed questions by anyone; the target, where there is one, is the asker's own about half the time. */
export const anyQuestion: fc.Arbitrary<Question> = fc
  .record({
    action: fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...permissions) }, fc.constantFrom(...toCome)),
    create: createInput,
    person: anyMember,
    target: fc.option(anyTarget, { nil: undefined }),
    isOwn: fc.boolean(),
    use: anyUse,
    host: fc.option(anyHost, { nil: undefined }),
    more: anyMore,
  })
  .map(({ action, create, person, target, isOwn, use, host, more }) => ({
    action,
    input: action === "vm.create" ? create : inputOf(action),
    person,
    target: isOwn && target ? { ...target, owner: { name: person.name, uid: person.uid } } : target,
    use,
    host,
    ...more,
  }));
