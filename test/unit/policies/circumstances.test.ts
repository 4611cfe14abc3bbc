import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { argumentForms, argumentsOf } from "../../../policies/arguments.ts";
import { createDecider } from "../../../policies/decide.ts";
import type { Channel, Decision, Question } from "../../../policies/facts.ts";
import { anyQuestion } from "./arbitraries.ts";
import { brief } from "./brief.ts";
import { planting } from "./planted.ts";
import { create, guestOf, people, question, use } from "./questions.ts";

const { planted, forget } = planting();
afterAll(forget);

const { decide } = await createDecider();
const { student } = people;
const grade = (decision: Decision): number => ["allow", "approval", "refuse"].indexOf(decision.effect);
const until = Date.parse("2026-12-01T13:00+09:00");
const exams = [{ course: "os-2026", until }];

describe("who sits an exam", () => {
  test("is told which, and until when it goes on: the last of several", () => {
    const later = { course: "net-2026", until: until + 60_000 };
    const decision = decide(create(student, {}, { exams: [...exams, later] }));
    expect(decision).toMatchObject({
      effect: "refuse",
      refusal: { code: "exam.running", numbers: { course: "net-2026", until: later.until } },
    });
  });

  test.each(["vm.show", "vm.ip", "vm.stop"] as const)("may %s", (action) => {
    expect(brief(decide(question(action, student, { target: guestOf(student), exams })))).toBe("allow");
  });

  test.each(["vm.start", "vm.restart", "vm.delete", "vm.console"] as const)("%s: as the rule says", (action) => {
    const expected = action === "vm.console" ? "allow" : "exam.running";
    expect(brief(decide(question(action, student, { target: guestOf(student), exams })))).toBe(expected);
  });

  test("may end a job, and neither adds nor removes keys", () => {
    expect(brief(decide(question("job.cancel", student, { exams })))).toBe("allow");
    for (const action of ["key.add", "key.remove"] as const)
      expect(brief(decide(question(action, student, { exams })))).toBe("exam.running");
  });

  test("is granted nothing by it", () => {
    fc.assert(
      fc.property(anyQuestion, (asked) => {
        const sitting = decide({ ...asked, exams });
        expect(grade(sitting)).toBeGreaterThanOrEqual(grade(decide({ ...asked, exams: [] })));
      }),
      { numRuns: 100 },
    );
  });
});

test("a person's own numbers take the place of their roles', upwards and downwards, each by itself", () => {
  const fifth = create(student, {}, { use: use({ guests: 4 }) });
  expect(brief(decide({ ...fifth, ownLimits: { guests: 5 } }))).toBe("allow");
  expect(brief(decide({ ...fifth, ownLimits: { cpus: 40 } }))).toBe("limit.guests");
  const first = decide(create(student, {}, { ownLimits: { guests: 0 } }));
  expect(first).toMatchObject({ refusal: { code: "limit.guests", numbers: { use: 0, request: 1, limit: 0 } } });
});

describe("a rule about the time", () => {
  const night = `@id("limit.night") forbid (principal, action == Action::"vm.create", resource)
    when { context has time && context.time.hour >= 1 && context.time.hour < 5 };`;
  const weekday = `@id("limit.night") forbid (principal, action == Action::"vm.create", resource)
    when { context has time && context.time.weekday == 7 && context.time.date == 20261206 };`;
  const at = (text: string): Question => create(student, {}, { at: Date.parse(text) });

  test("holds by the department's clock, not by the machine's", async () => {
    const inJapan = await createDecider(planted(night));
    expect(brief(inJapan.decide(at("2026-12-01T00:59:59+09:00")))).toBe("allow");
    expect(brief(inJapan.decide(at("2026-12-01T01:00:00+09:00")))).toBe("limit.night");
    expect(brief(inJapan.decide(at("2026-12-01T04:59:59+09:00")))).toBe("limit.night");
    expect(brief(inJapan.decide(at("2026-12-01T05:00:00+09:00")))).toBe("allow");
    const elsewhere = await createDecider(planted(night), "UTC");
    expect(brief(elsewhere.decide(at("2026-12-01T01:00:00+09:00")))).toBe("allow");
  });

  test("knows the day and the date", async () => {
    const sunday = await createDecider(planted(weekday));
    expect(brief(sunday.decide(at("2026-12-06T00:00:00+09:00")))).toBe("limit.night");
    expect(brief(sunday.decide(at("2026-12-05T23:59:59+09:00")))).toBe("allow");
  });

  test("neither refuses nor permits where the time is not known", async () => {
    const { decide, mayEver } = await createDecider(planted(night));
    for (const unknown of [undefined, Number.NaN, Number.POSITIVE_INFINITY])
      expect(brief(decide({ ...create(student), ...(unknown === undefined ? {} : { at: unknown }) }))).toBe("allow");
    expect(mayEver("vm.create", ["student"])).toBe(true);
    const byDay = `@id("allow.day") permit (principal, action == Action::"vm.adopt", resource)
      when { context has time && context.time.hour > 8 };`;
    const permitting = await createDecider(planted(byDay, "guests-to-come.cedar"));
    const asked = question("vm.adopt", people.admin);
    expect(brief(permitting.decide(asked))).toBe("action.forbidden");
    expect(brief(permitting.decide({ ...asked, at: Date.parse("2026-12-01T12:00+09:00") }))).toBe("allow");
  });
});

describe("a rule can look at", () => {
  const from = (more: Partial<Channel>): Partial<Question> => ({
    channel: { platform: "slack", workspace: "T1", place: "private", proved: true, ...more },
  });
  const scope = 'principal, action == Action::"vm.create", resource';
  test.each([
    ["the place", 'context has channel && context.channel.place == "channel"', from({ place: "channel" }), from({})],
    [
      "whether it is proved who asks",
      "context has channel && !context.channel.proved",
      from({ proved: false }),
      from({}),
    ],
    ["the platform", 'context has channel && context.channel.platform == "discord"', from({ platform: "discord" }), {}],
    ["the host", 'context has host && context.host.name == "vm1"', {}, { host: undefined }],
    ["the template", 'context.args has template && context.args.template == "tiny"', {}, undefined],
    ["the disk", "context.args has diskGiB && context.args.diskGiB >= 10", {}, undefined],
  ] as const)("%s", async (_, condition, hit, miss) => {
    const { decide } = await createDecider(planted(`@id("limit.odd") forbid (${scope}) when { ${condition} };`));
    expect(brief(decide(create(student, {}, hit)))).toBe("limit.odd");
    const other = miss === undefined ? create(student, { template: "fedora", diskGiB: 9 }) : create(student, {}, miss);
    expect(brief(decide(other))).not.toBe("limit.odd");
  });
});

describe("arguments", () => {
  test("are those that the schema has, and each in its form", async () => {
    const literals = { text: '"x"', number: "7", flag: "true" };
    const forms = Object.entries(argumentForms).map(([name, form]) => [name, literals[form]] as const);
    const rules = forms.map(
      ([
        name,
        literal,
      ]) => `@id("limit.odd_${name.toLowerCase()}") forbid (principal, action == Action::"vm.adopt", resource)
        when { context.args has ${name} && context.args.${name} == ${literal} };`,
    );
    const { decide } = await createDecider(planted(rules.join("\n")));
    for (const [name, literal] of forms) {
      const asked = question("vm.adopt", people.admin, { input: { [name]: JSON.parse(literal) } });
      expect(brief(decide(asked))).toBe(`limit.odd_${name.toLowerCase()}`);
    }
  });

  test("of another form, without end, or of another name are as if they were not there", () => {
    const odd = {
      gdb: "yes",
      diskGiB: "10",
      image: 7,
      force: 1,
      template: "x".repeat(501),
      owner: "root",
      gpus: Number.NaN,
    };
    expect(argumentsOf(odd)).toEqual({});
    expect(argumentsOf({ gpus: Number.POSITIVE_INFINITY, cpu: 1.9 })).toEqual({ gpus: 2 ** 40, cpu: 1 });
    for (const input of [undefined, null, 7, "x", [], Object.create({ gdb: true })])
      expect(argumentsOf(input)).toEqual({});
  });
});

test("no permit forgets to say whose it is: without the rule about strangers they still may nothing", async () => {
  const { decide } = await createDecider(planted("", "people.cedar"));
  fc.assert(
    fc.property(anyQuestion, (asked) => {
      expect(decide({ ...asked, person: asked.person && { ...asked.person, roles: [] } }).effect).toBe("refuse");
    }),
    { numRuns: 100 },
  );
});
