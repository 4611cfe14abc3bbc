import { open } from "node:fs/promises";
import { join } from "node:path";

/** Where libvirt writes down what each qemu says: NAME.log. */
export const logFolder = "/var/log/libvirt/qemu";

export interface LastWords {
  /** When libvirt saw it end, in milliseconds since 1970; undefined where the log does not say. */
  readonly at: number | undefined;
  /** What qemu said of it. */
  readonly lines: readonly string[];
}

const tailBytes = 4_096;
const mostLines = 4;
const stamp = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d\.\d+)\+0000: /u;

/** The end of a guest's log, without the line with which it was started. Nothing where there is no such log. */
export async function lastWordsOf(domain: string, folder: string): Promise<LastWords> {
  if (domain.includes("/")) return { at: undefined, lines: [] };
  const text = await tail(join(folder, `${domain}.log`)).catch(() => "");
  // The first of what was read may be the middle of a line.
  const said = text
    .split("\n")
    .slice(1)
    .filter((line) => line.trim() !== "");
  const begun = said.findLastIndex((line) => line.includes(": starting up") || line.includes("LC_ALL="));
  const lines = said.slice(begun + 1).filter((line) => !line.startsWith("-") && !line.startsWith("char device"));
  const ended = lines.findLast((line) => line.includes("shutting down"));
  const [, day, time] = stamp.exec(ended ?? "") ?? [];
  const at = day === undefined ? Number.NaN : Date.parse(`${day}T${time}Z`);
  return {
    at: Number.isNaN(at) ? undefined : at,
    lines: lines.slice(-mostLines).map((line) => line.replaceAll(/[^\P{C}\t]/gu, "")),
  };
}

async function tail(path: string): Promise<string> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    const from = Math.max(0, size - tailBytes);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(tailBytes), 0, tailBytes, from);
    const text = buffer.subarray(0, bytesRead).toString("utf8");
    return from === 0 ? `\n${text}` : text;
  } finally {
    await file.close();
  }
}
