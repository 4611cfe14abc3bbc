import type { Shown } from "../../chat/surface.ts";
import { clean } from "./markdown.ts";

/** All that a message says as plain text, for a file: what is to be copied stands exactly as it is. */
export function wholeText({
  title,
  text = [],
  steps = [],
  fields = [],
  list = [],
  code,
  footer,
}: Shown["reply"]): string {
  const parts = [
    [clean(title)],
    text.flatMap((paragraph) => paragraph.split(/\r?\n/u).map(clean)),
    steps.map(({ label, state }) => `[${state}] ${clean(label)}`),
    fields.map(({ label, value }) => `${clean(label)}: ${clean(value)}`),
    list.map((entry) => [entry.title, ...entry.cells].map(clean).join("  ")),
    code === undefined ? [] : [code],
    footer === undefined ? [] : [clean(footer)],
  ];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}
