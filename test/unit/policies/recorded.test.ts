import fc from "fast-check";
import { expect, test } from "vitest";
import { remembering } from "../../../bot/audit/judged.ts";
import { createDecider } from "../../../policies/decide.ts";
import type { Question } from "../../../policies/facts.ts";
import { questionOf, recordedSchema, recordOf } from "../../../policies/recorded.ts";
import { createReplay } from "../../../policies/replay.ts";
import { anyQuestion } from "./arbitraries.ts";
import { create, people, question, use } from "./questions.ts";

const decider = await createDecider();
const replay = await createReplay();

/** As an audit keeps it, written to a line and read again. */
const kept = (asked: Question, input: unknown = asked.input): unknown =>
  JSON.parse(JSON.stringify({ action: asked.action, input, decided: recordOf(asked, decider.decide(asked)) }));

test("whatever was decided is decided the same again from what an audit keeps of it", { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(anyQuestion, (asked) => {
      const again = replay(kept(asked));
      expect(again?.would).toBe(again?.was);
    }),
    { numRuns: 300 },
  );
});

test("the time, the channel, limits of one's own, exams and an approver are kept too", () => {
  const { student, staff } = people;
  const asked: Question = {
    ...create(student, { diskGiB: 20 }, { use: use({ guests: 5 }) }),
    ...{ at: 1_800_000_000_000, ownLimits: { guests: 6 }, exams: [{ course: "os", until: 1_800_000_100_000 }] },
    channel: { platform: "slack", workspace: "T1", place: "private", proved: true },
    approval: { approver: staff },
  };
  const { decided } = recordedSchema
    .loose()
    .transform((value) => ({ decided: value }))
    .parse(recordOf(asked, decider.decide(asked)));
  const { inputTaken: _, ...again } = questionOf(asked.action, asked.input, decided);
  expect(again).toEqual(asked);
  const nobody = recordOf({ ...asked, approval: { approver: undefined } }, decider.decide(asked));
  expect(questionOf("me", {}, nobody).approval).toEqual({ approver: undefined });
  expect(questionOf("me", {}, recordOf(question("me", student), { effect: "allow" })).approval).toBeUndefined();
});

test("what an audit does not hold of an input keeps nothing from being decided again", () => {
  const asked = question("key.add", people.student);
  expect(replay(kept(asked, { keys: ["SHA256:abc"] }))).toMatchObject({ was: "allow", would: "allow" });
  const wrong = question("key.add", people.student, { input: { keys: "none" } });
  expect(replay(kept(wrong))).toMatchObject({ was: "input.invalid", would: "input.invalid" });
});

test("what was shortened, or is of another form, is not decided again", () => {
  const asked = create(people.student);
  expect(replay(kept(asked, '{"template":"tiny"…'))).toBeUndefined();
  for (const entry of [
    undefined,
    null,
    {},
    "x",
    { action: "me", input: {} },
    { action: "me", decided: { effect: "allow" } },
  ])
    expect(replay(entry)).toBeUndefined();
});

test("the bot's audit has what it refused by itself, in the same form", () => {
  const { policies, of } = remembering(decider);
  expect(of("limit.guests")).toEqual({});
  policies.decide(create(people.student, {}, { use: use({ guests: 4 }) }));
  policies.decide(question("me", people.student));
  expect(of("limit.cpus")).toEqual({});
  expect(replay(of("limit.guests"))).toMatchObject({ account: "e235701", was: "limit.guests", would: "limit.guests" });
});
