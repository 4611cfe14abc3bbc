import fc from "fast-check";
import { expect, test } from "vitest";
import { isDeceiving } from "../../../handlers/kit/characters.ts";
import { quoted } from "../../../handlers/kit/format-line.ts";
import { parseLine } from "../../../handlers/kit/line.ts";
import { nearest } from "../../../handlers/kit/near.ts";
import { lineOf } from "../../../handlers/kit/passing.ts";
import { tokensOf } from "../../../handlers/kit/tokens.ts";
import { commands } from "../../../handlers/registry.ts";
import { guestNameSchema } from "../../../protocol/names.ts";
import { refusalSchema } from "../../../protocol/refusal.ts";

const piece = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.constantFrom(
    ...[
      "/vm",
      "create",
      "tiny",
      "web",
      "--cpu",
      "ーmemory",
      "—host",
      "2G",
      "--",
      "--yes",
      "=",
      '"',
      "“",
      "'",
      "\\",
      "　",
    ],
    ...[
      "$(reboot)",
      "`id`",
      ";",
      "&&",
      "|",
      "../..",
      "/etc/passwd",
      "\0",
      "\n",
      "\u202e",
      "\u200b",
      "ｗеｂ",
      "__proto__",
    ],
  ),
);
const anyLine = fc.oneof(
  fc.string({ unit: "binary", maxLength: 300 }),
  fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(" ")),
  fc.array(piece, { maxLength: 8 }).map((pieces) => `/vm create ${pieces.join(" ")}`),
);

test("no line makes the parser throw, and every refusal is one that can travel", () => {
  fc.assert(
    fc.property(anyLine, (line) => {
      const parsed = parseLine(line, commands);
      if (parsed.kind === "problem") refusalSchema.parse(parsed.refusal);
    }),
    { numRuns: 2_000 },
  );
});

test("no line makes more arguments than it has words", () => {
  fc.assert(
    fc.property(anyLine, (line) => {
      const parsed = parseLine(line, commands);
      const words = line.trim().split(/\s+/u).length;
      const parts = line.split(/[\s=＝]/u).length;
      if (parsed.kind === "command") expect(Object.keys(parsed.values).length).toBeLessThanOrEqual(parts);
      const tokens = tokensOf(line);
      if (tokens.ok) expect(tokens.value.length).toBeLessThanOrEqual(words);
    }),
    { numRuns: 2_000 },
  );
});

test("a quoted value is carried verbatim as one value, or refused for its characters or length", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 250 }), (value) => {
      const parsed = parseLine(`/vm create tiny web --note ${quoted(value)}`, commands);
      if (parsed.kind === "command") expect(parsed.values).toEqual({ template: "tiny", name: "web", note: value });
      else {
        expect(isDeceiving(value) || value.length > 200).toBe(true);
        expect(parsed).toMatchObject({ kind: "problem" });
      }
    }),
    { numRuns: 2_000 },
  );
});

test("a new name is always one that a host accepts", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 80 }), (typed) => {
      const parsed = parseLine(`/vm create tiny ${quoted(typed)}`, commands);
      if (parsed.kind === "command") guestNameSchema.parse(parsed.values["name"]);
      else if (parsed.kind === "problem" && parsed.refusal.code === "name.invalid")
        guestNameSchema.parse(parsed.refusal.numbers["suggestion"]);
      else expect(isDeceiving(typed)).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

const name = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
const created = fc.record(
  {
    template: name,
    name,
    cpu: fc.integer({ min: 1, max: 256 }),
    memory: fc.integer({ min: 128, max: 9_999 }),
    host: name,
  },
  { requiredKeys: ["template", "name"] },
);
const wide = (text: string) => text.replace(/[!-~]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0));

test("a line typed in full-width characters, capitals and other dashes is the same line", () => {
  const create = commands.find((command) => command.verb === "create");
  if (create === undefined) throw new Error("there is no /vm create");
  fc.assert(
    fc.property(created, fc.constantFrom("--", "ー", "−", "–", "—", "―", "－－", "ーー"), (wanted, dash) => {
      const line = lineOf(create, wanted);
      const plain = parseLine(line, commands);
      expect(plain).toMatchObject({ kind: "command", values: wanted });
      expect(parseLine(wide(line), commands)).toEqual(plain);
      expect(parseLine(line.toUpperCase().replaceAll("--", dash), commands)).toEqual(plain);
      expect(parseLine(line.replaceAll(" ", "　"), commands)).toEqual(plain);
    }),
  );
});

test("a huge line is answered at once", () => {
  const began = performance.now();
  for (const unit of ["a", '"', "--", "ー", "$(", "\\", " x", "=", "\u202e"]) {
    expect(parseLine(`/vm create ${unit.repeat(100_000)}`, commands)).toMatchObject({ kind: "problem" });
    parseLine(`/vm create ${unit.repeat(3_900 / unit.length)}`, commands);
  }
  expect(performance.now() - began).toBeLessThan(2_000);
});

test("a swapped pair of letters, a missing one, and an unfinished word are near; another word is not", () => {
  const verbs = ["create", "list", "delete", "restart", "start", "stop"];
  expect(nearest("lsit", verbs)).toEqual(["list"]);
  expect(nearest("delte", verbs)).toEqual(["delete"]);
  expect(nearest("rest", verbs)[0]).toBe("restart");
  expect(nearest("playbook", verbs)).toEqual([]);
  expect(nearest("x".repeat(1_000), verbs)).toEqual([]);
});
