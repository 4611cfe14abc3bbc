import stringWidth from "string-width";

/** A table that is wider becomes a list: what a phone shows of a fixed-width font. Full-width characters count two. */
const columns = 40;
const gap = "  ";
const lineBreak = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u;

/** The rows as lines with aligned columns; undefined where they are wider than a phone, or there is nothing to align. */
export function tableOf(rows: readonly (readonly string[])[]): string | undefined {
  const count = Math.max(0, ...rows.map((row) => row.length));
  // Measuring what is far too long would take its time.
  if (count < 2 || rows.some((row) => row.some((cell) => cell.length > 5 * columns || lineBreak.test(cell))))
    return undefined;
  const widths = Array.from({ length: count }, (_, at) => Math.max(...rows.map((row) => stringWidth(row[at] ?? ""))));
  const lines = rows.map((row) =>
    widths
      .map((width, at) => (row[at] ?? "") + " ".repeat(width - stringWidth(row[at] ?? "")))
      .join(gap)
      .trimEnd(),
  );
  return lines.every((line) => stringWidth(line) <= columns) ? lines.join("\n") : undefined;
}
