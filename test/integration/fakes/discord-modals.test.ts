import { expect, it } from "vitest";
import { problemsOfModal } from "../../fakes/discord/limits.ts";

const x = (count: number) => "x".repeat(count);
const options = (count: number) => Array.from({ length: count }, (_, at) => ({ label: `o${at}`, value: `${at}` }));
const label = (component: object, more: object = {}) => ({ type: 18, label: "Name", component, ...more });
const input = { type: 4, custom_id: "name", style: 1 };
const modal = (...components: unknown[]) => ({ title: "New", custom_id: "m", components });

it.each<[string, object, string]>([
  ["no fields", modal(), "components: Must be at least 1"],
  [
    "6 fields",
    modal(...[1, 2, 3, 4, 5, 6].map((at) => label({ ...input, custom_id: `${at}` }))),
    "components: Must be 5",
  ],
  ["a long title", { ...modal(label(input)), title: x(46) }, "title: Must be 45"],
  ["a long label", modal(label(input, { label: x(46) })), "label: Must be 45"],
  ["a long hint", modal(label(input, { description: x(101) })), "description: Must be 100"],
  ["a long value", modal(label({ ...input, value: x(4001) })), "value: Must be 4000"],
  ["a value beyond its own length", modal(label({ ...input, max_length: 2, value: "abc" })), "value: Must be 2"],
  ["a long placeholder", modal(label({ ...input, placeholder: x(101) })), "placeholder: Must be 100"],
  ["a label within a label", modal(label({ ...input, label: "a" })), "no label of its own"],
  ["a field twice", modal(label(input), label(input)), "cannot be duplicated"],
  ["a button", modal(label({ type: 2, style: 1, label: "Go", custom_id: "a" })), "components.0.component.type"],
  [
    "no choice where one is required",
    modal(label({ type: 3, custom_id: "s", options: options(2), min_values: 0 })),
    "min_values",
  ],
])("refuses a modal of %s", (_, given, words) => {
  expect(problemsOfModal(given).join("\n")).toContain(words);
});

it("takes a modal of every kind of field, and the older shape", () => {
  const menu = { type: 3, custom_id: "s", options: options(25), required: false, min_values: 0 };
  const file = { type: 19, custom_id: "f", required: false, min_values: 0 };
  expect(problemsOfModal(modal(label(input), label(menu), label(file), { type: 10, content: "a" }))).toEqual([]);
  expect(problemsOfModal(modal({ type: 1, components: [{ ...input, label: "Name" }] }))).toEqual([]);
});
