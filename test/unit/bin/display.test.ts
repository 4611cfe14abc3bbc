import { describe, expect, test } from "vitest";
import { lastRows, rowsOf } from "../../../bin/kit/display.ts";
import { wrapLine, wrapText } from "../../../bin/kit/wrap.ts";

describe("rowsOf counts rows as a terminal wraps", () => {
  test.each([
    ["", 1],
    ["1234567890", 1],
    ["12345678901", 2],
    ["あいうえお", 1],
    ["あいうえおか", 2],
    ["aあいうえお", 2],
    ["\u001B[31m1234567890\u001B[0m", 1],
    ["one\ntwo", 2],
  ])("%j takes %i rows of 10 columns", (text, rows) => {
    expect(rowsOf(text, 10)).toBe(rows);
  });
});

test("lastRows keeps the end of what does not fit", () => {
  expect(lastRows("1\n2\n3\n4", 2, 10)).toBe("3\n4");
  expect(lastRows("1\n2", 5, 10)).toBe("1\n2");
});

describe("lines are broken between words", () => {
  test("English between words, the indent kept", () => {
    expect(wrapLine("  Paste the line below into a terminal", 20)).toBe("  Paste the line\n  below into a\n  terminal");
  });
  test("Japanese between words, no row beginning with a closing mark", () => {
    for (const row of wrapText(
      "自分のアカウントと鍵でログインできます。初めてのときは yes と答えてください。",
      20,
    ).split("\n")) {
      expect(row).not.toMatch(/^[、。]/u);
      expect(rowsOf(row, 20)).toBe(1);
    }
  });
  test("a word that is longer than the width stays whole", () => {
    expect(wrapLine("see https://example.ac.jp/very/long/path now", 10)).toBe(
      "see\nhttps://example.ac.jp/very/long/path\nnow",
    );
  });
  test("what fits is left as it is", () => {
    expect(wrapLine("  a   b  ", 20)).toBe("  a   b  ");
  });
});
