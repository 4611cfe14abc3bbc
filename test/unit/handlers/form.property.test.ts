import fc from "fast-check";
import { expect, test } from "vitest";
import type { Command, Parameter } from "../../../handlers/kit/definition.ts";
import { localCommand } from "../../../handlers/kit/definition.ts";
import type { Filled } from "../../../handlers/kit/form.ts";
import { formFor, formName } from "../../../handlers/kit/form.ts";
import { lineOfForm, problemsOfForm } from "../../../handlers/kit/form-filled.ts";
import { parseLine } from "../../../handlers/kit/line.ts";
import { commands } from "../../../handlers/registry.ts";
import { contextFor } from "./department.ts";

const text = { ja: "あ", en: "a" };
const base = { place: "option", required: false, text } as const;
/** A verb with every kind of parameter that is typed, and one that takes the rest of the line. */
const everything = localCommand({
  kind: "local",
  permission: "help",
  family: "vm",
  verb: "everything",
  summary: text,
  parameters: [
    { name: "new", kind: "new-name", place: "positional", required: true, text },
    { name: "rest", kind: "text", place: "positional", required: true, rest: true, text },
    ...(["guest", "template", "host", "job", "flag", "text", "moment"] as const).map((kind) => ({
      name: kind,
      kind,
      ...base,
    })),
    { name: "word", kind: "word", ...base, choices: ["one", "two"] },
    { name: "count", kind: "integer", ...base, minimum: -5, maximum: 99 },
    { name: "size", kind: "size", ...base, unit: "G" },
  ],
  examples: ["/vm everything a b", "/vm everything a b"],
  answer: async () => ({ reply: { tone: "done", title: "", privacy: "private" } }),
});
const registry: readonly Command[] = [...commands, everything];

const name = fc.stringMatching(/^[a-z][a-z0-9]{1,8}$/);
const free = fc.oneof(
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 }),
  fc
    .array(fc.constantFrom('"', "'", "“", "”", "\\", " ", "　", "-", "--", "=", "研究用", "メモ", "a", "$(id)"), {
      minLength: 1,
      maxLength: 12,
    })
    .map((pieces) => pieces.join("")),
);

/** What is typed for each kind, and what it is read as. */
function valueFor({ kind, choices }: Parameter): fc.Arbitrary<readonly [string, unknown]> {
  const same = (arbitrary: fc.Arbitrary<string>) => arbitrary.map((value) => [value, value] as const);
  const numbers = (minimum: number, maximum: number) =>
    fc.integer({ min: minimum, max: maximum }).map((value) => [String(value), value] as const);
  if (kind === "flag") return fc.constant(["yes", true]);
  if (kind === "integer") return numbers(1, 99);
  if (kind === "job") return numbers(1, 9_999);
  if (kind === "size")
    return fc
      .tuple(fc.integer({ min: 1, max: 500 }), fc.constantFrom(["", 1024], ["G", 1024], [" GiB", 1024], ["M", 1]))
      .map(([value, [unit, factor]]) => [`${value}${unit}`, value * Number(factor)]);
  if (kind === "text") return same(free);
  if (kind === "moment") return same(fc.constantFrom("2026-12-01 13:00", "13:00", "明日 9:00", "+3h", "tomorrow"));
  return same(choices === undefined ? name : fc.constantFrom(...choices));
}

const typedOnes = ({ parameters }: Command) => parameters.filter(({ kind }) => kind !== "file");
const filling = fc.constantFrom(...registry.filter(({ family }) => family !== "help")).chain((command) =>
  fc.tuple(
    fc.constant(command),
    fc.record(Object.fromEntries(typedOnes(command).map((one) => [one.name, valueFor(one)])), {
      requiredKeys: typedOnes(command)
        .filter(({ required }) => required)
        .map((one) => one.name),
    }),
  ),
);
const typedOf = (values: Record<string, readonly [string, unknown]>): Filled =>
  Object.fromEntries(Object.entries(values).map(([key, [typed]]) => [key, typed]));

test("what was filled in and is not complained of comes back as the same values, whatever they are", () => {
  const context = contextFor();
  let whole = 0;
  fc.assert(
    fc.property(filling, ([command, values]) => {
      const filled = typedOf(values);
      const problems = problemsOfForm(formName(command), filled, context, registry, []);
      if (Object.keys(problems).length > 0) return;
      whole += 1;
      const line = lineOfForm(formName(command), filled, registry) ?? "";
      const read = Object.fromEntries(Object.entries(values).map(([key, [, value]]) => [key, value]));
      expect(parseLine(line, registry), line).toMatchObject({ kind: "command", command, values: read });
      expect(formFor(line, context, registry)).toBeUndefined();
    }),
    { numRuns: 3_000 },
  );
  expect(whole).toBeGreaterThan(1_000);
});

test("anything at all can be filled in: it is complained of, or makes a line that is understood as that verb", () => {
  const anything = fc.string({ unit: "binary", maxLength: 300 });
  const wild = fc
    .constantFrom(...registry)
    .chain((command) =>
      fc.tuple(
        fc.constant(command),
        fc.record(Object.fromEntries(command.parameters.map((one) => [one.name, anything])), { requiredKeys: [] }),
      ),
    );
  fc.assert(
    fc.property(wild, ([command, values]) => {
      const filled = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, value ?? ""]));
      const problems = problemsOfForm(formName(command), filled, contextFor({ language: "ja" }), registry, []);
      const line = lineOfForm(formName(command), filled, registry) ?? "";
      const parsed = parseLine(line, registry);
      if (Object.keys(problems).length === 0) expect(parsed.kind, line).not.toBe("problem");
      else for (const key of Object.keys(problems)) expect(command.parameters.map((one) => one.name)).toContain(key);
    }),
    { numRuns: 2_000 },
  );
});
