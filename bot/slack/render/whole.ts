import type { Shown } from "../../chat/surface.ts";

/** All that a message says, as lines of a file; what has a file of its own is left out. */
export function wholeText({ title, text, steps, fields, list, footer }: Shown["reply"]): string {
  const lines = [
    title,
    ...(text ?? []),
    ...(steps ?? []).map(({ label, state }) => `[${state}] ${label}`),
    ...(fields ?? []).map(({ label, value }) => `${label}: ${value}`),
    ...(list ?? []).map(({ title: name, cells }) => [name, ...cells].join("  ")),
    ...(footer === undefined ? [] : [footer]),
  ];
  return `${lines.join("\n")}\n`;
}
