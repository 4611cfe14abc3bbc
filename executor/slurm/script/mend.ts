import type { ScriptNote } from "../../../protocol/actions/gpu.ts";

/** A script as it can run, and what was changed about it. */
export interface Mended {
  readonly content: Buffer;
  readonly notes: readonly ScriptNote[];
}

/**
 * Takes away what an editor elsewhere put into a script: a byte-order mark, carriage returns, UTF-16. A script in
 * Shift_JIS is noticed and left as it is: Python reads it where it says so itself (PEP 263). Done twice it changes nothing more.
 */
export function mendScript(content: Uint8Array): Mended {
  const notes: ScriptNote[] = [];
  let bytes = Buffer.from(content);
  const wide = wideOf(bytes);
  if (wide !== undefined) {
    bytes = Buffer.from(new TextDecoder(wide).decode(bytes), "utf8");
    notes.push({ code: "utf16" });
  }
  let marks = 0;
  while (bytes.subarray(marks, marks + 3).equals(mark)) marks += 3;
  if (marks > 0) {
    bytes = bytes.subarray(marks);
    notes.push({ code: "byte_order_mark" });
  }
  const isShiftJis = !isIn("utf-8", bytes) && isIn("shift_jis", bytes);
  if (bytes.includes("\r\n")) {
    // Neither half of a character of two bytes of Shift_JIS is 0d or 0a.
    bytes = Buffer.from(bytes.toString("latin1").replaceAll(/\r+\n/gu, "\n"), "latin1");
    notes.push({ code: "carriage_returns" });
  }
  if (isShiftJis) notes.push({ code: "shift_jis" });
  return { content: bytes, notes };
}

const mark = Buffer.from([0xef, 0xbb, 0xbf]);

function wideOf(bytes: Buffer): "utf-16le" | "utf-16be" | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  return bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : undefined;
}

function isIn(encoding: string, bytes: Uint8Array): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
