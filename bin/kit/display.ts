import type { Writable } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import stringWidth from "string-width";

/** A terminal as this room needs it: process.stdout, process.stderr, or a pretended one. */
export interface Terminal extends Writable {
  readonly isTTY?: boolean;
  /** Width in columns. */
  readonly columns?: number;
  readonly rows?: number;
}

const segments = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** What is piped is for programs and files: its lines are as long as they are. */
const pipedWidth = 1000;

/** The width to render for: full-width characters count two; the last column stays free, so that nothing wraps. */
export const widthOf = (terminal: Terminal): number =>
  terminal.isTTY === true ? Math.max(20, columnsOf(terminal) - 1) : pipedWidth;

// A terminal that does not know its size says 0.
export const columnsOf = ({ columns }: Terminal): number => (columns === undefined || columns === 0 ? 80 : columns);
export const screenRowsOf = ({ rows }: Terminal): number => (rows === undefined || rows === 0 ? 24 : rows);

/** How many rows of a terminal `text` takes, wrapped as terminals wrap: a wide character does not straddle the edge. */
export function rowsOf(text: string, columns: number): number {
  let rows = 0;
  for (const line of stripVTControlCharacters(text).split("\n")) {
    let column = 0;
    rows += 1;
    for (const { segment } of segments.segment(line)) {
      const width = stringWidth(segment);
      if (column + width > columns) {
        rows += 1;
        column = 0;
      }
      column += width;
    }
  }
  return rows;
}

/** The last rows of a text that fit into `rows`, so that what is redrawn never leaves the screen at the top. */
export function lastRows(text: string, rows: number, columns: number): string {
  const lines = text.split("\n");
  while (lines.length > 1 && rowsOf(lines.join("\n"), columns) > rows) lines.shift();
  return lines.join("\n");
}
