import { isYes, listOf, textOf } from "../json.ts";
import { holders, type View } from "../views.ts";

/** What the client itself finds wrong before it sends a modal, by block_id. */
export function localProblems(view: View): Readonly<Record<string, string>> {
  const problems: Record<string, string> = {};
  for (const { block, element } of holders(view.content)) {
    if (block["type"] !== "input") continue;
    const id = textOf(block["block_id"]);
    const input = view.values.get(id)?.get(textOf(element["action_id"])) ?? {};
    const { type: _type, ...held } = input;
    const empty = Object.values(held).every(
      (each) => each === null || each === "" || (listOf(each).length === 0 && Array.isArray(each)),
    );
    if (empty) {
      if (!isYes(block["optional"])) problems[id] = "Please complete this required field.";
      continue;
    }
    const value = textOf(held["value"]);
    const { min_length: least, max_length: most } = element;
    if (typeof least === "number" && value.length < least) problems[id] = `At least ${least} characters.`;
    if (value.length > (typeof most === "number" ? most : 3000))
      problems[id] = `At most ${textOf(most ?? 3000)} characters.`;
    if (element["type"] === "number_input") {
      const pattern = isYes(element["is_decimal_allowed"]) ? /^-?\d+(\.\d+)?$/u : /^-?\d+$/u;
      const [low, high] = [element["min_value"], element["max_value"]].map((each) =>
        each === undefined ? undefined : Number(textOf(each)),
      );
      if (!pattern.test(value)) problems[id] = "Please enter a valid number.";
      else if (low !== undefined && Number(value) < low) problems[id] = `At least ${low}.`;
      else if (high !== undefined && Number(value) > high) problems[id] = `At most ${high}.`;
    }
    if (element["type"] === "file_input" && listOf(held["files"]).length > (Number(element["max_files"]) || 10))
      problems[id] = "Too many files.";
  }
  return problems;
}
