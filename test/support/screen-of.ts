import stringWidth from "string-width";

const control = String.fromCharCode(27);
/** A sequence with its parameters and its final letter, or plain text. */
const parts = new RegExp(`${control}\\[\\??([\\d;]*)([A-Za-z])|[^${control}]+|${control}`, "gu");

/**
 * What a terminal would show after these bytes: an endless sheet of `columns` columns that knows the few sequences
 * that a line editor uses (ECMA-48: CUU, CUD, CUF, CUB, CHA, ED, EL; colours are left out).
 */
export function screenOf(output: string, columns: number): string {
  const rows: string[][] = [[]];
  let row = 0;
  let column = 0;
  const line = (): string[] => {
    while (rows.length <= row) rows.push([]);
    return rows[row] ?? [];
  };
  const put = (text: string): void => {
    const width = stringWidth(text);
    if (column + width > columns) {
      row += 1;
      column = 0;
    }
    const cells = line();
    while (cells.length < column) cells.push(" ");
    cells.splice(column, width, text, ...Array<string>(Math.max(0, width - 1)).fill(""));
    column += width;
  };
  const move = (by: number, final: string): void => {
    if (final === "A") row = Math.max(0, row - by);
    else if (final === "B") row += by;
    else if (final === "C") column = Math.min(columns - 1, column + by);
    else if (final === "D") column = Math.max(0, Math.min(column, columns - 1) - by);
    else if (final === "G") column = by - 1;
    else if (final === "J" || final === "K") {
      line().splice(Math.min(column, columns - 1));
      if (final === "J") rows.splice(row + 1);
    }
  };
  const segments = new Intl.Segmenter(undefined, { granularity: "grapheme" });
  for (const [part, count, final] of output.matchAll(parts)) {
    if (final !== undefined) move(count === "" ? 1 : Number(count), final);
    else
      for (const { segment } of segments.segment(part)) {
        if (segment === "\r\n") [row, column] = [row + 1, 0];
        else if (segment === "\n") [row, column] = [row + 1, 0];
        else if (segment === "\r") column = 0;
        else if (segment >= " ") put(segment);
      }
  }
  return rows
    .map((cells) => cells.join("").trimEnd())
    .join("\n")
    .trimEnd();
}
