import { createHash } from "node:crypto";
import { z } from "zod";

/** The hash before the first line of a chain. */
export const chainStart = "0".repeat(64);

const lineSchema = z.object({ prev: z.string().length(64), hash: z.string().length(64), entry: z.unknown() });

const hashOf = (prev: string, entry: string): string =>
  createHash("sha256").update(prev).update("\n").update(entry).digest("hex");

/** All of a line before its entry, to the letter: a line with anything else in it was not written by us. */
const lineStart = (prev: string, hash: string): string => `{"prev":"${prev}","hash":"${hash}","entry":`;

/** One line of an audit file, with its newline: the entry, the hash of the line before, and the hash of both. */
export function chainLine(prev: string, entry: unknown): { line: string; hash: string } {
  const text = JSON.stringify(entry);
  const hash = hashOf(prev, text);
  return { line: `${lineStart(prev, hash)}${text}}\n`, hash };
}

export interface ChainCheck {
  readonly ok: boolean;
  readonly lines: number;
  /** The hash of the last whole line. */
  readonly head: string;
  /** True when the file ends in a line that was cut short by a crash; that line is not counted. */
  readonly torn: boolean;
  /** The first line that does not fit, counted from 1, and why. */
  readonly broken?: { line: number; why: string };
}

/**
 * Checks a whole audit file. A last line without a newline is a torn write and is tolerated; anything else that
 * does not fit is a break.
 * @param start the hash before the file's first line
 * @param seen told each line that fits, counted from 1, with its hash
 */
export function checkChain(
  text: string,
  start: string = chainStart,
  seen: (line: number, hash: string) => void = () => undefined,
): ChainCheck {
  const lines = text.split("\n");
  const torn = lines.pop() !== "";
  let head = start;
  for (const [index, line] of lines.entries()) {
    const why = breakIn(line, head);
    if (typeof why === "string") return { ok: false, lines: index, head, torn, broken: { line: index + 1, why } };
    head = why.hash;
    seen(index + 1, head);
  }
  return { ok: true, lines: lines.length, head, torn };
}

function breakIn(line: string, prev: string): string | { hash: string } {
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch {
    return "the line is not JSON";
  }
  const read = lineSchema.safeParse(parsed);
  if (!read.success) return "the line lacks prev, hash or entry";
  if (read.data.prev !== prev) return "the line does not follow the one before it";
  const start = lineStart(prev, read.data.hash);
  if (!line.startsWith(start)) return "the line has another form";
  const entry = line.slice(start.length, -1);
  return hashOf(prev, entry) === read.data.hash ? { hash: read.data.hash } : "the entry was changed";
}
