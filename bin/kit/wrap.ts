import stringWidth from "string-width";

const words = new Intl.Segmenter("ja", { granularity: "word" });
/** What Japanese lines may not begin with. */
const closing = /^[、。，．・：；？！）」』】〉》\]),.!?:;%]/u;

/** Breaks a line between words so that each row fits the width; rows after the first keep its indent. */
export function wrapLine(line: string, width: number): string {
  if (stringWidth(line) <= width) return line;
  const indent = /^ */u.exec(line)?.[0] ?? "";
  const rows: string[] = [];
  let row = indent;
  for (const piece of piecesOf(line.slice(indent.length))) {
    if (row !== indent && stringWidth(row + piece.trimEnd()) > width) {
      rows.push(row.trimEnd());
      row = indent;
    }
    row += row === indent ? piece.trimStart() : piece;
  }
  return [...rows, row.trimEnd()].join("\n");
}

/** Wraps each line of a text. */
export const wrapText = (text: string, width: number): string =>
  text
    .split("\n")
    .map((line) => wrapLine(line, width))
    .join("\n");

/** Between spaces, and between Japanese words; a closing mark stays with what it closes. */
function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  for (const run of text.match(/\S+\s*/gu) ?? []) {
    // Latin runs (options, addresses, command lines) stay whole.
    const parts = /[\u3040-\u30ff\u4e00-\u9fff]/u.test(run)
      ? [...words.segment(run)].map(({ segment }) => segment)
      : [run];
    for (const [index, part] of parts.entries()) {
      const last = pieces.length - 1;
      if (index > 0 && (closing.test(part) || part.trim() === "")) pieces[last] = `${pieces[last]}${part}`;
      else pieces.push(part);
    }
  }
  return pieces;
}
