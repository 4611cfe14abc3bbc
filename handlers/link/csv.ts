/** One line of a CSV file: its number in the file, from 1, and its fields without their quotes. */
export interface CsvRow {
  readonly line: number;
  readonly fields: readonly string[];
}

/** Spreadsheets of some countries write semicolons or tabs. */
const separators = [",", "\t", ";"] as const;

/**
 * Reads CSV (RFC 4180), also with CRLF, tabs or semicolons. Empty lines are left out, fields are trimmed. A quote that
 * is never closed takes the rest of its line only: a slip spoils no more than that.
 */
export function readCsv(text: string): readonly CsvRow[] {
  const lines = text.replace(/^\uFEFF/u, "").split(/\r\n|\n|\r/u);
  const [first = ""] = lines;
  const separator = separators.toSorted((a, b) => first.split(b).length - first.split(a).length)[0] ?? ",";
  return lines.flatMap((line, index) =>
    line.trim() === "" ? [] : [{ line: index + 1, fields: fieldsOf(line, separator) }],
  );
}

function fieldsOf(line: string, separator: string): readonly string[] {
  const fields: string[] = [];
  let field = "";
  let isQuoted = false;
  for (let at = 0; at < line.length; at += 1) {
    const character = line[at] ?? "";
    if (character === '"' && isQuoted && line[at + 1] === '"') {
      field += '"';
      at += 1;
    } else if (character === '"' && (isQuoted || field.trim() === "")) {
      isQuoted = !isQuoted;
    } else if (character === separator && !isQuoted) {
      fields.push(field.trim());
      field = "";
    } else field += character;
  }
  return [...fields, field.trim()];
}

/** A file's text, and in which of the encodings that spreadsheets write it is. */
export function decodeText(content: Uint8Array): { readonly text: string; readonly encoding: string } {
  const [first, second] = content;
  if (first === 0xff && second === 0xfe)
    return { text: new TextDecoder("utf-16le").decode(content), encoding: "UTF-16" };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(content), encoding: "UTF-8" };
  } catch {
    return { text: new TextDecoder("shift_jis").decode(content), encoding: "Shift_JIS" };
  }
}
