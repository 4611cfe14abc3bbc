import { describe, expect, test } from "vitest";
import { createButtons } from "../../../bin/chat/buttons.ts";
import { completionOf } from "../../../bin/chat/completion.ts";
import { isYes, readInput } from "../../../bin/chat/input.ts";

describe("what is typed into the chat", () => {
  test.each([
    ["", { kind: "nothing" }],
    ["   ", { kind: "nothing" }],
    ["/quit", { kind: "quit" }],
    ["/ＥＸＩＴ", { kind: "quit" }],
    ["/help", { kind: "help" }],
    ["/help vm create", { kind: "command", line: "/help vm create" }],
    ["12", { kind: "button", number: 12 }],
    ["１２", { kind: "button", number: 12 }],
    ["/language ja", { kind: "language", language: "ja" }],
    ["/language", { kind: "language", language: undefined }],
    ["/language fr", { kind: "language", language: undefined }],
    ["/vm create tiny ｗｅｂ", { kind: "command", line: "/vm create tiny ｗｅｂ" }],
  ])("%j is %j", (line, input) => {
    expect(readInput(line)).toEqual(input);
  });
  test.each(["y", "YES", "ｙ", "はい"])("%j means yes", (answer) => expect(isYes(answer)).toBe(true));
  test.each(["", "n", "no", "yesterday", "いいえ"])("%j does not mean yes", (answer) =>
    expect(isYes(answer)).toBe(false));
});

describe("Tab", () => {
  test.each([
    ["/v", [], { line: "/v", choices: [] }],
    ["/v", ["/vm"], { line: "/vm ", choices: [] }],
    ["/vm create --h", ["/vm create --host="], { line: "/vm create --host=", choices: [] }],
    ["/vm s", ["/vm start", "/vm stop"], { line: "/vm st", choices: [] }],
    ["/vm st", ["/vm start", "/vm stop"], { line: "/vm st", choices: ["start", "stop"] }],
    ["/vm ", ["/vm list", "/jobs"], { line: "/vm list ", choices: [] }],
  ])("after %j with %j", (typed, items, completion) => {
    expect(completionOf(typed, items)).toEqual(completion);
  });
});

test("a button keeps its number while its message is edited, and older ones stay valid", () => {
  const buttons = createButtons();
  const reply = (...lines: string[]) => ({
    tone: "working" as const,
    title: "",
    privacy: "private" as const,
    buttons: lines.map((line) => ({ label: line, line })),
  });
  expect(buttons.number("m1", reply("/jobs cancel 1"))).toEqual([{ number: 1, label: "/jobs cancel 1" }]);
  expect(buttons.number("m2", reply("/a", "/b")).map(({ number }) => number)).toEqual([2, 3]);
  expect(buttons.number("m1", reply("/jobs cancel 1")).map(({ number }) => number)).toEqual([1]);
  expect([buttons.line(1), buttons.line(3), buttons.line(4)]).toEqual(["/jobs cancel 1", "/b", undefined]);
});
