import { describe, expect, test } from "vitest";
import { readClass } from "../../../../handlers/link/class-file.ts";
import { decodeText, readCsv } from "../../../../handlers/link/csv.ts";

const one = { platform: "slack", workspace: "T1", user: "U1" };
const two = { platform: "slack", workspace: "T1", user: "U2" };
const brief = (text: string, members?: { workspace: string; domain: string }) => {
  const { people, wrong } = readClass(text, members);
  return {
    people: people.map(({ line, account, identity }) => [line, account, identity]),
    wrong: wrong.map(({ line, why }) => `${line} ${why}`),
  };
};

describe("a class's file", () => {
  test.each([
    ["a heading in English", "account,identity\ne235701,slack:T1/U1\n"],
    ["a heading in Japanese, the other way round", "チャットのID,アカウント\nslack:T1/U1,e235701"],
    ["CRLF, a mark in front, quotes and blanks", '\uFEFF"account" , "identity"\r\n e235701 ,"slack:T1/U1"\r\n\r\n'],
    ["semicolons", "account;identity\ne235701;slack:T1/U1"],
    ["more columns", "name,account,note,identity\nHanako,e235701,,slack:T1/U1"],
    ["full-width letters", "account,identity\nｅ２３５７０１,slack:t1/u1"],
  ])("is read with %s", (_, text) => {
    expect(brief(text)).toEqual({ people: [[2, "e235701", one]], wrong: [] });
  });

  test("needs no heading, in whichever order", () => {
    expect(brief("e235701,slack:T1/U1\nslack:T1/U2,e235702").people).toEqual([
      [1, "e235701", one],
      [2, "e235702", two],
    ]);
  });

  test("names each line that is wrong by its number, and keeps the others", () => {
    const text =
      "account,identity\ne235701\ne235701,@hanako\nAn Account,slack:T1/U1\ne235701,slack:T1/U1\ne235702,slack:T1/U1";
    expect(brief(text)).toEqual({
      people: [[5, "e235701", one]],
      wrong: ["2 columns", "3 identity", "4 account", "6 twice"],
    });
  });

  test("may be Slack's list of members, whose accounts stand before the department's domain alone", () => {
    const text = [
      "username,email,status,userid",
      "hanako,E235701@ie.example.ac.jp,Member,U1",
      "guest,e235702@example.com,Member,U2",
      "near,e235702@evil-ie.example.ac.jp,Member,U2",
      "bot,,Bot,U3",
    ].join("\n");
    expect(brief(text, { workspace: "T1", domain: "ie.example.ac.jp" })).toEqual({
      people: [[2, "e235701", one]],
      wrong: ["3 domain", "4 domain", "5 columns"],
    });
  });

  test("that is empty, or of any text, is no fault", () => {
    for (const text of ["", "\n\n", '"', '"\n"', ",,,,", "\0", "account,identity"])
      expect(brief(text).people).toEqual([]);
  });
});

test("Shift_JIS and UTF-16 are told from UTF-8", () => {
  const sjis = Uint8Array.from([0x83, 0x41, 0x83, 0x4a, 0x83, 0x45, 0x83, 0x93, 0x83, 0x67]);
  expect(decodeText(sjis)).toEqual({ text: "アカウント", encoding: "Shift_JIS" });
  expect(decodeText(new TextEncoder().encode("アカウント"))).toEqual({ text: "アカウント", encoding: "UTF-8" });
  expect(decodeText(Buffer.from("\uFEFFaccount", "utf16le")).encoding).toBe("UTF-16");
  expect(readCsv("a\n\nb")).toEqual([
    { line: 1, fields: ["a"] },
    { line: 3, fields: ["b"] },
  ]);
});
