import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { modalOf } from "../../../../bot/discord/modal.ts";
import type { FormField } from "../../../../handlers/kit/form.ts";
import { problemsOfModal } from "../../../fakes/discord/limits.ts";
import { anyForm } from "./arbitrary.ts";

const field = (name: string, more: Partial<FormField> = {}): FormField => ({
  name,
  label: name.toUpperCase(),
  hint: "",
  kind: "text",
  required: false,
  ...more,
});
const form = (fields: readonly FormField[], problem?: string) => ({
  ...{ command: "vm create", title: "/vm create", send: "Send", cancel: "Cancel", fields },
  ...(problem === undefined ? {} : { problem }),
});
const componentsOf = (fields: readonly FormField[]) =>
  modalOf("id", form(fields)).components.flatMap((each) => ("component" in each ? [each.component] : []));
const names = (fields: readonly FormField[]) => componentsOf(fields).map(({ custom_id }) => custom_id);

describe("a form as a modal", () => {
  test("is within Discord's limits, whatever it holds", () => {
    fc.assert(
      fc.property(anyForm, (any) => {
        expect(problemsOfModal(modalOf("some-id", any))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  }, 60_000);

  test("shows what is wrong, required and typed first, five in the form's own order", () => {
    const fields = [
      field("template", { required: true, initial: "tiny" }),
      field("name", { required: true }),
      field("cpu"),
      field("memory", { initial: "2G" }),
      field("disk", { initial: "1X", problem: "not a size" }),
      field("host"),
      field("note", { initial: "n" }),
    ];
    expect(names(fields)).toEqual(["template", "name", "memory", "disk", "note"]);
  });

  test("says what is wrong under the field, and what is wrong with it all where there is room", () => {
    const modal = modalOf("id", form([field("disk", { problem: "not a size", initial: "1X" })], "Too much of it"));
    expect(modal.components).toMatchObject([
      { type: 10, content: "Too much of it" },
      { type: 18, description: "⚠ not a size", component: { value: "1X" } },
    ]);
  });

  test("says a long problem whole, in place of a field that nobody needs or typed in", () => {
    const problem = "much is wrong with it ".repeat(8);
    const fields = [field("name", { problem }), ...["a", "b", "c", "d"].map((name) => field(name))];
    const [text, ...labels] = modalOf("id", form(fields)).components;
    expect(text).toMatchObject({ type: 10, content: `NAME: ${problem}`.trim() });
    expect(labels).toHaveLength(4);
    const typed = fields.map((each) => ({ ...each, initial: "x" }));
    expect(names(typed)).toHaveLength(5);
  });

  test("holds each kind in the input that can hold it, with what was typed", () => {
    const inputs = componentsOf([
      field("long", { kind: "long", initial: "a b" }),
      field("level", { kind: "choice", choices: ["low", "high"], initial: "high", required: true }),
      field("odd", { kind: "choice", choices: ["low"], initial: "hihg" }),
      field("force", { kind: "check", initial: "yes" }),
      field("script", { kind: "file", required: true }),
    ]);
    expect(inputs).toMatchObject([
      { type: 4, style: 2, value: "a b" },
      { type: 3, required: true, options: [{ value: "low" }, { value: "high", default: true }] },
      { type: 4, value: "hihg" },
      { type: 23, default: true },
      { type: 19, required: true },
    ]);
  });
});
