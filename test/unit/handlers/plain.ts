import type { Reply } from "../../../handlers/kit/reply.ts";

const ticks = { todo: "·", doing: "…", done: "✓", failed: "✗", undone: "↩" } as const;

/** A reply as lines that a person can read and compare; every part of it is there. */
export function plain(reply: Reply): string {
  const lines = [
    `[${reply.tone}, ${reply.privacy}] ${reply.title}`,
    ...(reply.text ?? []),
    ...(reply.steps ?? []).map(({ label, state }) => `  ${ticks[state]} ${label}`),
    ...(reply.fields ?? []).map(({ label, value }) => `  ${label}: ${value}`),
    ...(reply.list ?? []).map(({ title, cells }) => `  - ${[title, ...cells].join(" | ")}`),
    ...(reply.code === undefined ? [] : reply.code.split("\n").map((line) => `    ${line}`)),
    ...(reply.chart === undefined ? [] : [`  [chart] ${reply.chart.caption}`]),
    ...(reply.file === undefined ? [] : [`  [${reply.file.name}]`, ...reply.file.content.trimEnd().split("\n")]),
    ...(reply.buttons ?? []).map(
      ({ label, line, style }) => `  <${label}>${style === undefined ? "" : ` ${style}`} ${line}`,
    ),
    ...(reply.footer === undefined ? [] : [`(${reply.footer})`]),
  ];
  return `${lines.join("\n")}\n`;
}
