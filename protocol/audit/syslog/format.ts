import { hostname } from "node:os";
import process from "node:process";

/** One line of an audit, as it stands in the file. */
export interface AuditLine {
  readonly seq: number;
  readonly hash: string;
  readonly entry: Readonly<Record<string, unknown>>;
}

/** RFC 5424, 6.2.1: facility 13, "log audit". */
const facility = 13;
const warning = 4;
const informational = 6;

/** What administrators want to be woken for. */
const alarming = /\.(?:rejected|distrusted|refused|cut|forked|torn|abandoned|unwritable)$/u;

/** Names in the header: printable ASCII without spaces, at most so many (RFC 5424, 6). */
const name = (text: string, most: number): string => text.replaceAll(/[^!-~]/gu, "").slice(0, most) || "-";
const quoted = (text: string): string => text.replaceAll(/["\\\]]/gu, "\\$&");

/**
 * An RFC 5424 message: what happened as MSGID, the line's number and hash as structured data, the entry as JSON. The
 * number after the @ is the one that RFC 5612 keeps for those without a number of their own.
 * @param most bytes; a longer entry is cut, its hash still tells which line it was
 */
export function syslogMessage(program: string, { seq, hash, entry }: AuditLine, most: number): Buffer {
  const text = (key: string): string | undefined => (typeof entry[key] === "string" ? entry[key] : undefined);
  const what = text("what") ?? text("event") ?? "";
  const isAlarming = alarming.test(what) || entry["status"] === "refused";
  const priority = facility * 8 + (isAlarming ? warning : informational);
  const at = text("at") ?? "-";
  const header = `<${priority}>1 ${at} ${name(hostname(), 255)} ${name(program, 48)} ${process.pid} ${name(what, 32)}`;
  const data = `[shisa@32473 seq="${seq}" hash="${quoted(hash)}"]`;
  const whole = Buffer.from(`${header} ${data} \u{feff}${JSON.stringify(entry)}`);
  return whole.length <= most ? whole : cutBetweenCharacters(whole, most);
}

/** UTF-8's following bytes are 10xxxxxx: a character is kept whole or left out. */
function cutBetweenCharacters(bytes: Buffer, most: number): Buffer {
  let end = most;
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return bytes.subarray(0, end);
}
