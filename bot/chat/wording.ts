import type { Form } from "../../handlers/kit/form.ts";
import type { Shown } from "./surface.ts";

/** What messages and forms say, with commands as they are to be typed on one platform. */
export interface Wording {
  readonly named: <T extends Pick<Shown, "reply">>(shown: T) => T;
  readonly namedForm: (form: Form) => Form;
  /** The same in one text. */
  readonly inText: (text: string) => string;
}

/** @param nameOf what a family is called there, without its slash: "ie-vm" for "vm" */
export function createWording(families: readonly string[], nameOf: (family: string) => string): Wording {
  // A command begins a line or stands after what is no part of a path or an address.
  const typed = new RegExp(`(?<![\\w/.~:-])/(${families.join("|")})(?![\\w/-]|\\.\\w)`, "gu");
  const inLine = new RegExp(`^${typed.source}`, "gmu");
  const namedHere = (text: string, pattern: RegExp): string =>
    text.replaceAll(pattern, (_slash, family: string) => `/${nameOf(family)}`);
  const inText = (text: string): string => namedHere(text, typed);
  const inCode = (code: string): string => namedHere(code, inLine);
  return {
    inText,
    named: (shown) => {
      const { reply } = shown;
      return {
        ...shown,
        reply: {
          ...reply,
          title: inText(reply.title),
          ...(reply.text === undefined ? {} : { text: reply.text.map(inText) }),
          ...(reply.code === undefined ? {} : { code: inCode(reply.code) }),
          ...(reply.list === undefined
            ? {}
            : { list: reply.list.map(({ title, cells }) => ({ title: inText(title), cells: cells.map(inText) })) }),
          ...(reply.fields === undefined
            ? {}
            : { fields: reply.fields.map(({ label, value }) => ({ label: inText(label), value })) }),
        },
      };
    },
    namedForm: (form) => ({
      ...form,
      title: inText(form.title),
      ...(form.problem === undefined ? {} : { problem: inText(form.problem) }),
      fields: form.fields.map((field) => ({
        ...field,
        hint: inText(field.hint),
        ...(field.problem === undefined ? {} : { problem: inText(field.problem) }),
      })),
    }),
  };
}
