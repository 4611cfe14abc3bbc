import { styleText } from "node:util";
import { renderReply } from "../../bot/terminal/render.ts";
import type { Reply } from "../../handlers/kit/reply.ts";
import { wrapLine } from "./wrap.ts";

export interface RenderOptions {
  /** In columns; full-width characters count two. A table that is wider becomes a list. */
  readonly width: number;
  readonly color: boolean;
}

type Style = Parameters<typeof styleText>[0];
const titleStyles: Readonly<Record<Reply["tone"], Style>> = {
  done: "green",
  working: "cyan",
  refused: "yellow",
  failed: "red",
  question: "magenta",
  information: "bold",
  unknown: "yellow",
};
const markStyles: Readonly<Record<string, Style>> = {
  "✓": "green",
  "…": "cyan",
  "✗": "red",
  "↩": "yellow",
  "·": "dim",
};

/** A reply as text for a terminal, without a newline at the end. Its own control characters are taken out. */
export function renderText(reply: Reply, { width, color }: RenderOptions): string {
  const text = wrapped(renderReply(reply, width), reply, width);
  return color ? coloured(text, reply) : text;
}

/** What is there to be copied keeps its lines. */
function wrapped(text: string, { code = "", file }: Reply, width: number): string {
  const exact = new Set([...code.split(/\r?\n/u), ...(file?.content ?? "").split(/\r?\n/u)]);
  const lines = text.split("\n").map((line) => (exact.has(line) ? line : wrapLine(line, width)));
  return lines.join("\n");
}

function coloured(text: string, { tone, footer }: Reply): string {
  const [title = "", ...rest] = text.split("\n");
  const lines = rest.map((line) => {
    if (footer !== undefined && line.trim() === footer) return paint("dim", line);
    return line.replace(
      /^( {2})([✓…✗↩·])(?= )/u,
      (_, space: string, mark: string) => space + paint(markStyles[mark], mark),
    );
  });
  return [paint(titleStyles[tone], title), ...lines].join("\n");
}

/** Only asked for where colours are wanted, so the environment is not looked at again. */
const paint = (style: Style | undefined, text: string): string =>
  style === undefined ? text : styleText(style, text, { validateStream: false });
