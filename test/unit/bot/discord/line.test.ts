import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lineOf, type OptionValues } from "../../../../bot/discord/line.ts";
import { typedLine } from "../../../../bot/discord/typed.ts";
import { isDeceiving, lineBreak } from "../../../../handlers/kit/characters.ts";
import { type Command, localCommand, type Parameter } from "../../../../handlers/kit/definition.ts";
import { parseLine } from "../../../../handlers/kit/line.ts";
import { commands } from "../../../../handlers/registry.ts";

const text = { ja: "", en: "" };
const parameters: readonly Parameter[] = [
  { name: "first", kind: "text", place: "positional", required: false, text },
  { name: "count", kind: "integer", place: "option", required: false, text, minimum: 1, maximum: 1000 },
  { name: "force", kind: "flag", place: "option", required: false, text },
  { name: "note", kind: "text", place: "option", required: false, text },
  { name: "second", kind: "text", place: "positional", required: false, text },
  { name: "tail", kind: "text", place: "positional", required: false, text, rest: true },
];
const command = (verb: string): Command =>
  localCommand({
    kind: "local",
    permission: "help",
    family: "thing",
    verb,
    summary: text,
    parameters,
    examples: ["/thing", "/thing"],
    answer: async () => ({ reply: { tone: "done", title: "", privacy: "private" } }),
  });
const registry = [command("do"), command(""), command("other")];

const said = fc
  .oneof(
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 }),
    fc.string({
      unit: fc.constantFrom('"', "'", "\\", " ", "-", "ー", "a", "“", "=", "#"),
      minLength: 1,
      maxLength: 20,
    }),
    fc.constantFrom(
      "--force",
      "--",
      "-y",
      "--yes",
      "--help",
      "help",
      "do",
      "other",
      "ー",
      "a b",
      "it's",
      '"',
      "\\",
      "=x",
    ),
  )
  .filter((it) => !isDeceiving(it) && !lineBreak.test(it));
const values: fc.Arbitrary<OptionValues> = fc
  .record(
    {
      first: said,
      second: said,
      tail: said,
      note: said,
      count: fc.integer({ min: 1, max: 1000 }),
      force: fc.boolean(),
    },
    { requiredKeys: [] },
  )
  .map((given) => given as OptionValues);

describe("the line of a typed command", () => {
  test.each(["do", ""])("is read as just the values that were given (verb '%s')", (verb) => {
    const own = registry.find((each) => each.verb === verb) ?? command(verb);
    fc.assert(
      fc.property(values, (given) => {
        const line = lineOf(own, given);
        const parsed = parseLine(line, registry);
        const wanted = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== false));
        expect({ line, ...parsed }).toMatchObject({ kind: "command", command: own, confirmed: false });
        expect(parsed.kind === "command" ? parsed.values : undefined).toEqual(wanted);
      }),
      { numRuns: 500 },
    );
  });

  test("reads as a person would type it", () => {
    const create = commands.find(({ family, verb }) => family === "vm" && verb === "create");
    if (create === undefined) throw new Error("there is no /vm create");
    const given = { name: "web", template: "tiny", memory: "2 GB", note: "研究用 1" };
    expect(lineOf(create, given)).toBe('/vm create tiny web --memory "2 GB" --note "研究用 1"');
    expect(lineOf(create, { name: "web" })).toBe("/vm create --name web");
  });

  test("never says yes: that is asked by buttons", () => {
    const remove = commands.find(({ family, verb }) => family === "vm" && verb === "delete");
    if (remove === undefined) throw new Error("there is no /vm delete");
    const parsed = parseLine(lineOf(remove, { name: "web", yes: true }), commands);
    expect(parsed).toMatchObject({ kind: "command", confirmed: false });
  });
});

describe("a typed command", () => {
  const parts = { prefix: "ie-", commands };
  const typed = (name: string, options: Parameters<typeof typedLine>[0]["options"] = []) =>
    typedLine({ name, options }, parts).line;

  test("is understood with its prefix, its subcommand and the name that stands for none", () => {
    expect(typed("ie-vm", [{ name: "list", type: 1 }])).toBe("/vm list");
    expect(typed("ie-jobs", [{ name: "list", type: 1 }])).toBe("/jobs");
    expect(typed("ie-ping")).toBe("/ping");
  });

  test("that there is no more becomes a line that says so", () => {
    expect(typed("ie-vm", [{ name: "explode", type: 1 }])).toBe("/vm explode");
    expect(typed("gone")).toBe("/gone");
    expect(parseLine(typed("ie-vm", [{ name: "ls t", type: 1 }]), commands).kind).toBe("problem");
  });
});
