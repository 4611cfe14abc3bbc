import { type Fields, fieldsOf, isYes, listOf, textOf } from "../json.ts";
import { offeredBy } from "../limits/objects.ts";
import type { Control } from "../readable.ts";
import { holders, type Input, type View } from "../views.ts";

/** One thing to fill in, as it stands before the person. */
export interface Field {
  /** The block_id. */
  readonly id: string;
  readonly action: string;
  readonly label: string;
  readonly hint: string;
  /** The element's type: plain_text_input, static_select, … */
  readonly kind: string;
  readonly required: boolean;
  /** What is filled in: text, or the values of what is chosen, or names of files, with commas between. */
  readonly value: string;
  /** The texts of the offered options. */
  readonly choices: readonly string[];
  /** What is said to be wrong with it. */
  readonly problem: string | undefined;
}

/** The words of a text object. */
export const wordsOf = (object: unknown): string => textOf(fieldsOf(object)["text"]);
/** The words of an option. */
export const optionWords = (option: unknown): string => wordsOf(fieldsOf(option)["text"]);

function shownValue(input: Input): string {
  const { value, selected_option: one, selected_options: several, files } = input;
  if (one !== undefined && one !== null) return textOf(fieldsOf(one)["value"]);
  const many = listOf(several ?? files).map((each) => textOf(fieldsOf(each)["value"] ?? fieldsOf(each)["name"]));
  return many.length > 0 ? many.join(",") : textOf(value ?? input["selected_date"] ?? input["selected_time"]);
}

export function fieldsOfView(view: View, problems: Readonly<Record<string, string>>): Field[] {
  return holders(view.content).map(({ block, element }) => {
    const [id, action] = [textOf(block["block_id"]), textOf(element["action_id"])];
    return {
      id,
      action,
      label: wordsOf(block["label"]),
      hint: wordsOf(block["hint"]),
      kind: textOf(element["type"]),
      required: block["type"] === "input" && !isYes(block["optional"]),
      value: shownValue(view.values.get(id)?.get(action) ?? {}),
      choices: offeredBy(element).map(optionWords),
      problem: problems[id],
    };
  });
}

/** The field's own element, as something that can be used. */
export function controlOf(view: View, { id, action, label, kind }: Field): Control {
  const holder = holders(view.content).find(
    ({ block, element }) => block["block_id"] === id && element["action_id"] === action,
  );
  return { label, type: kind, block: id, action, element: holder?.element ?? {} };
}

/** Puts something into a field, in the shape in which it is sent. */
export function putInto(view: View, { id, action, kind }: Field, input: Fields): void {
  view.values.get(id)?.set(action, { type: kind, ...input });
}
