import { whole } from "./amounts.ts";

/**
 * What rules may look at of an action's input, by the input's own names; each is there where the input has it in this
 * form. The schema's type Arguments says the same, which a test compares.
 */
export const argumentForms = {
  account: "text",
  cpu: "number",
  cpus: "number",
  course: "text",
  detach: "flag",
  diskGiB: "number",
  force: "flag",
  gdb: "flag",
  gpus: "number",
  host: "text",
  image: "text",
  level: "text",
  memoryMiB: "number",
  minutes: "number",
  name: "text",
  node: "text",
  path: "text",
  playbook: "text",
  template: "text",
} as const satisfies Readonly<Record<string, "text" | "number" | "flag">>;

type Value = string | number | boolean;
export type Arguments = Readonly<Partial<Record<keyof typeof argumentForms, Value>>>;

const longest = 500;
const readers: Readonly<Record<"text" | "number" | "flag", (value: unknown) => Value | undefined>> = {
  text: (value) => (typeof value === "string" && value.length <= longest ? value : undefined),
  number: (value) => (typeof value === "number" && !Number.isNaN(value) ? whole(value) : undefined),
  flag: (value) => (typeof value === "boolean" ? value : undefined),
};

export function argumentsOf(input: unknown): Arguments {
  if (typeof input !== "object" || input === null) return {};
  const given = new Map(Object.entries(input));
  const read = Object.entries(argumentForms).flatMap(([name, form]) => {
    const value = readers[form](given.get(name));
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(read);
}
