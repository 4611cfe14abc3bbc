import stringWidth from "string-width";
import type { Reply, StepState } from "../../handlers/kit/reply.ts";
import { sparkline } from "./sparkline.ts";

/** What a reply's tone and a step's state look like on any terminal; one column each. */
const toneMarks: Readonly<Record<Reply["tone"], string>> = {
  done: "✓",
  working: "…",
  refused: "✗",
  failed: "✗",
  question: "?",
  information: "-",
  unknown: "?",
};
const stepMarks: Readonly<Record<StepState, string>> = { todo: "·", doing: "…", done: "✓", failed: "✗", undone: "↩" };

/** A table that is wider becomes a list. */
const usualColumns = 40;
const gap = "  ";

/**
 * A reply as plain text, without colours and without a closing newline. Full-width characters count two columns.
 * `code` stands alone between empty lines, without indent, exactly as it is, so that it can be copied.
 * @param columns how wide a table may be before it becomes a list
 */
export function renderReply(reply: Reply, columns: number = usualColumns): string {
  const head = [`${toneMarks[reply.tone]} ${clean(reply.title)}`, ...indented((reply.text ?? []).flatMap(lines))];
  const steps = (reply.steps ?? []).map(({ label, state }) => `${stepMarks[state]} ${clean(label)}`);
  const fields = aligned((reply.fields ?? []).map(({ label, value }) => [clean(label), clean(value)]));
  const course = reply.chart === undefined ? [] : [clean(reply.chart.caption), sparkline(reply.chart.points)];
  const buttons = (reply.buttons ?? []).map(({ label, line }) => `${clean(label)}: ${clean(line)}`);
  const footer = reply.footer === undefined || reply.footer === "" ? [] : [clean(reply.footer)];
  const above = [...head, ...indented([...steps, ...fields, ...listed(reply.list ?? [], columns), ...course])];
  const alone = [reply.code === undefined ? [] : lines(reply.code), fileLines(reply.file)];
  const blocks = [above, ...alone, indented([...buttons, ...footer])].filter((block) => block.length > 0);
  const isAlone = alone.some((block) => block.length > 0);
  return blocks.map((block) => block.join("\n")).join(isAlone ? "\n\n" : "\n");
}

const indented = (texts: readonly string[]): string[] => texts.map((text) => (text === "" ? "" : gap + text));

/** Pads each column to its widest cell; the last is not padded. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows.reduce<number[]>(
    (widest, row) => row.map((cell, index) => Math.max(widest[index] ?? 0, stringWidth(cell))),
    [],
  );
  return rows.map((row) =>
    row
      .map((cell, index) => cell + " ".repeat(Math.max(0, (widths[index] ?? 0) - stringWidth(cell))))
      .join(gap)
      .trimEnd(),
  );
}

function listed(list: NonNullable<Reply["list"]>, columns: number): string[] {
  const rows = list.map(({ title, cells }) => [clean(title), ...cells.map(clean)]);
  const widest = Math.max(0, ...rows.map((row) => row.length));
  const table = aligned(rows.map((row) => [...row, ...Array<string>(widest - row.length).fill("")]));
  if (table.every((row) => stringWidth(row) + gap.length <= columns)) return table;
  return rows.flatMap(([title = "", ...cells]) => [
    title,
    ...cells.filter((cell) => cell !== "").map((it) => gap + it),
  ]);
}

const fileLines = (file: Reply["file"]): string[] =>
  file === undefined ? [] : [`--- ${clean(file.name)} ---`, ...lines(file.content.replace(/\n$/u, ""))];

const lines = (text: string): string[] => text.split(/\r?\n/u).map(clean);

/** Takes out what would move the cursor, colour the terminal, or turn the reading direction; tabs stay. */
const clean = (text: string): string => text.replace(/[\p{Cc}\p{Bidi_Control}]/gu, (it) => (it === "\t" ? it : ""));
