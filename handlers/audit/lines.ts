import type { AuditLine } from "../../protocol/actions/audit.ts";
import type { HeadFinding } from "../../protocol/audit/head.ts";
import type { AuditLines, Reader } from "../kit/ports.ts";
import type { Reply } from "../kit/reply.ts";
import { timeText } from "../kit/text.ts";
import { findingWords, resultWords, sharedWords, verify } from "./shared.words.ts";

/** As many stand in the message itself; the file has them all. */
const listed = 20;
/** Old contradictions are in the audit; those who look every day know them. In milliseconds. */
const findingsFor = 30 * 24 * 3_600_000;
const mostFindings = 3;

/** What was found, as a list that fits a phone, and whole in a file. */
export function linesReply(page: AuditLines, fileName: string, reader: Reader): Pick<Reply, "text" | "list" | "file"> {
  const { language } = reader;
  const { lines, complete, from } = page;
  const text = [
    ...(lines.length === 0 ? [sharedWords.none[language]] : [sharedWords.file[language]]),
    ...(complete || from === null ? [] : [sharedWords.more[language](timeText(Date.parse(from), reader))]),
  ];
  if (lines.length === 0) return { text };
  return {
    text,
    list: lines.slice(0, listed).map((line) => ({
      title: [shortTime(line, reader), line.person].filter(Boolean).join(" "),
      cells: [line.action ?? line.what, outcomeOf(line, reader)].filter((cell) => cell !== ""),
    })),
    file: { name: fileName, content: `${lines.map((line) => wholeLine(line, reader)).join("\n")}\n` },
  };
}

/** done, refused (limit.guests), … and who said yes. */
function outcomeOf({ status, code, approver }: AuditLine, { language }: Reader): string {
  const result = status === undefined ? undefined : (resultWords[status]?.[language] ?? status);
  const why = code === undefined ? "" : result === undefined ? code : `(${code})`;
  return [result, why, approver === undefined ? "" : `✓${approver}`].filter(Boolean).join(" ");
}

/** 04-01 09:30 in the department's zone. */
const shortTime = ({ at }: AuditLine, reader: Reader): string => stamp(at, reader).slice(5, 16);

function wholeLine(line: AuditLine, reader: Reader): string {
  const { what, action, person, via, approver, status, code, grant, detail } = line;
  const named = { action, person, via, approver, status, code, grant };
  const parts = Object.entries(named).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]));
  return [stamp(line.at, reader), what, ...parts, ...(detail === undefined ? [] : [detail])].join(" ");
}

function stamp(at: string, { timeZone }: Reader): string {
  const time = Date.parse(at);
  if (Number.isNaN(time)) return at;
  return new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" }).format(time);
}

/** Warnings about chains that are not what they were, newest first. @param whose the chain's owner, for people */
export function warnings(findings: readonly HeadFinding[], whose: (name: string) => string, reader: Reader): string[] {
  const { language, now } = reader;
  const fresh = findings.filter(({ at }) => now() - at < findingsFor).slice(0, mostFindings);
  const told = fresh.map((one) => findingWords[one.why][language](whose(one.name), timeText(one.at, reader), one));
  return told.length === 0 ? [] : [...told, verify[language]];
}
