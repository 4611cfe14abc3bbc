import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chainLine, chainStart, checkChain } from "../../../protocol/chain.ts";

function write(entries: readonly unknown[]): string[] {
  let head = chainStart;
  return entries.map((entry) => {
    const { line, hash } = chainLine(head, entry);
    head = hash;
    return line;
  });
}

const entries = [
  { at: 1, what: "asked" },
  { at: 2, what: '"entry":{"at":1}' },
  { at: 3, what: "行\n\u2028} 終" },
  { at: 4, what: "done" },
];
const lines = write(entries);
const whole = lines.join("");

test("a file as it was written is whole", () => {
  expect(checkChain(whole)).toMatchObject({ ok: true, lines: 4, torn: false });
  expect(checkChain("")).toEqual({ ok: true, lines: 0, head: chainStart, torn: false });
});

test("whatever JSON is written is read back whole, a line an entry", () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue(), { maxLength: 8 }), (values) => {
      const text = write(values).join("");
      expect(checkChain(text)).toMatchObject({ ok: true, lines: values.length, torn: false });
      expect(text.split("\n")).toHaveLength(values.length + 1);
    }),
  );
});

test("a last line that a crash cut short, at any place, is tolerated and not counted", () => {
  const before = lines.slice(0, 3).join("");
  const last = lines[3] ?? "";
  for (let length = 1; length < last.length; length++) {
    const check = checkChain(before + last.slice(0, length));
    expect(check).toMatchObject({ ok: true, lines: 3, torn: true });
    expect(check.head).toBe(checkChain(before).head);
  }
});

test("a chain goes on from the head of the file before it, and from no other", () => {
  const first = checkChain(lines.slice(0, 2).join(""));
  const rest = lines.slice(2).join("");
  expect(checkChain(rest, first.head)).toMatchObject({ ok: true, lines: 2, head: checkChain(whole).head });
  expect(checkChain(rest).ok).toBe(false);
});

test("a file that lost its last lines has another head, for whoever remembers it", () => {
  expect(checkChain(lines.slice(0, 3).join("")).head).not.toBe(checkChain(whole).head);
});

describe("a break is found, with its line, where", () => {
  const [one = "", two = "", three = "", four = ""] = lines;
  const stranger = chainLine(chainStart, { at: 9 }).line;
  const cases: readonly (readonly [string, string, number])[] = [
    ["an entry was changed", [one, two.replace('"at":2', '"at":7'), three, four].join(""), 2],
    ["a line was cut out", [one, three, four].join(""), 2],
    ["the first line was cut off", [two, three, four].join(""), 1],
    ["two lines were swapped", [one, three, two, four].join(""), 2],
    ["a line was put in", [one, two, stranger, three, four].join(""), 3],
    ["a line was written twice", [one, two, two, three, four].join(""), 3],
    ["a line in the middle was cut short", [one, `${two.slice(0, 80)}\n`, three, four].join(""), 2],
    ["an empty line was put in", [one, "\n", two, three, four].join(""), 2],
    ["a field was added beside the entry", [one, two.replace('{"prev"', '{"by":"adm1","prev"'), three].join(""), 2],
    ["a space was added", [one, two.replace('{"prev"', '{ "prev"'), three].join(""), 2],
    ["a second entry was added to a line", [one, two.replace(/\}\n$/, ',"entry":1}\n'), three].join(""), 2],
    ["something follows the entry", [one, two.replace(/\}\n$/, "} \n"), three].join(""), 2],
    ["line ends were changed", whole.replaceAll("\n", "\r\n"), 1],
    ["a line is no object", [one, "7\n", two].join(""), 2],
    ["a line lacks its hash", [one, '{"prev":"x","entry":1}\n'].join(""), 2],
  ];
  test.each(cases)("%s", (_, text, line) => {
    const check = checkChain(text);
    expect(check.ok).toBe(false);
    expect(check.broken?.line).toBe(line);
    expect(check.lines).toBe(line - 1);
  });
});

test("no change of a single character goes unseen", () => {
  fc.assert(
    fc.property(fc.nat(whole.length - 2), fc.constantFrom("0", "a", '"', " ", "}", "\n"), (at, letter) => {
      if (whole[at] === letter) return;
      expect(checkChain(whole.slice(0, at) + letter + whole.slice(at + 1)).ok).toBe(false);
    }),
    { numRuns: 2_000 },
  );
});
