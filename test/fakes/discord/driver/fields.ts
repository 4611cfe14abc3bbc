import { type Fields, fieldsOf, listOf, textOf } from "../limits/walk.ts";

/** One thing to fill in, as it stands before the person. */
export interface Field {
  /** The custom_id. */
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  readonly kind: "text" | "long" | "select" | "file" | "check" | "other";
  readonly required: boolean;
  /** What is filled in: text, or values of what is chosen, or names of files, with commas between. */
  readonly value: string;
  readonly placeholder: string;
  /** The labels of the offered options. */
  readonly choices: readonly string[];
  /** What is said to be wrong with it. */
  readonly problem: string | undefined;
}

/** A field with what is in it. */
export interface Held {
  readonly element: Fields;
  readonly label: Fields;
  texts: readonly string[];
  files: readonly Fields[];
}

const kinds: Readonly<Record<number, Field["kind"]>> = {
  3: "select",
  4: "text",
  19: "file",
  22: "select",
  21: "select",
  23: "check",
};

export function fieldIn({ element, label, texts, files }: Held, problem: string | undefined): Field {
  const kind = kinds[Number(element["type"])] ?? "other";
  return {
    id: textOf(element["custom_id"]),
    label: textOf(label["label"]) || textOf(element["label"]),
    hint: textOf(label["description"]),
    kind: kind === "text" && element["style"] === 2 ? "long" : kind,
    required: element["required"] !== false && kind !== "check",
    value: [...texts, ...files.map((file) => textOf(file["filename"]))].join(","),
    placeholder: textOf(element["placeholder"]),
    choices: listOf(element["options"]).map((option) => textOf(fieldsOf(option)["label"])),
    problem,
  };
}

/** What stands in it from the start. */
export function initial(element: Fields): readonly string[] {
  const value = textOf(element["value"]);
  if (element["type"] === 23) return element["default"] === true ? ["yes"] : [];
  if (value !== "") return [value];
  const options = listOf(element["options"]).map(fieldsOf);
  return options.filter((each) => each["default"] === true).map((each) => textOf(each["value"]));
}

/** An option's value by its label or value; any other text as it is. */
export function chosen(element: Fields, given: string): string {
  const options = listOf(element["options"]).map(fieldsOf);
  if (options.length === 0) return given;
  const option = options.find(({ value, label }) => value === given || label === given);
  if (option === undefined) {
    throw new Error(`"${given}" is not offered, only ${options.map(({ label }) => textOf(label)).join(", ")}`);
  }
  return textOf(option["value"]);
}

/** What the client finds wrong before it sends anything. */
export function problemOf({ element, texts, files }: Held): string | undefined {
  const required = element["required"] !== false && element["type"] !== 23;
  const count = texts.length + files.length;
  if (count === 0) return required ? "This field is required" : undefined;
  if (element["type"] !== 4) {
    return count > Number(element["max_values"] ?? (element["type"] === 22 ? 10 : 1)) ? "Too many" : undefined;
  }
  const length = (texts[0] ?? "").length;
  if (length > Number(element["max_length"] ?? 4000)) return "Too long";
  return length < Number(element["min_length"] ?? 0) ? "Too short" : undefined;
}

/** .../components/reference, each component's "interaction response structure". */
export function submitted({ element, label, texts, files }: Held, at: number): Fields {
  const { type, custom_id } = element;
  const common = { type, id: 2 * at + 2, custom_id };
  const values = files.length > 0 ? files.map((file) => file["id"]) : texts;
  const inner =
    type === 4 || type === 21
      ? { ...common, value: texts[0] ?? (type === 4 ? "" : null) }
      : type === 23
        ? { ...common, value: texts.length > 0 }
        : { ...common, values };
  const outer = { type: label["type"], id: 2 * at + 1 };
  return label["type"] === 18 ? { ...outer, component: inner } : { ...outer, components: [inner] };
}
