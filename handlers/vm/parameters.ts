import type { Parameter, Values } from "../kit/definition.ts";

/** A guest that the person has. */
export const guestParameter: Parameter = {
  name: "name",
  kind: "guest",
  place: "positional",
  required: true,
  text: { ja: "VMの名前(/vm list で見られます)", en: "the VM's name; /vm list shows yours" },
};

/** Needed only where the same name is on more than one host. */
export const hostParameter: Parameter = {
  name: "host",
  kind: "host",
  place: "option",
  required: false,
  text: { ja: "ホスト(同じ名前が複数のホストにあるとき)", en: "the host, if two hold a VM of that name" },
};

/** A typed value that is a string, or undefined. */
export const textOf = (values: Values, name: string): string | undefined => {
  const value = values[name];
  return typeof value === "string" ? value : undefined;
};

/** A typed value that is a number, or undefined. */
export const numberOf = (values: Values, name: string): number | undefined => {
  const value = values[name];
  return typeof value === "number" ? value : undefined;
};
