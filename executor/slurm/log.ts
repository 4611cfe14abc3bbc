import { stripVTControlCharacters } from "node:util";
import type { z } from "zod";
import { logMaxBytes, type logPartSchema } from "../../protocol/actions/gpu.ts";
import type { HomeOf } from "./home.ts";

export type LogPart = z.infer<typeof logPartSchema>;

/** Where a job's log is, below its owner's home. */
export const logFolder = "gpu-logs";
export const logOf = (job: number): string => `${logFolder}/${job}.log`;

/**
 * The end of a job's log, read by its owner in a view of their home. null: it is not there, or is no plain file: a
 * link, a pipe or a device leads nowhere.
 * @param most bytes of it, up to logMaxBytes
 */
export async function readLog(home: HomeOf, path: string, most = logMaxBytes): Promise<LogPart | null> {
  const found = await home.stat(path);
  if (found === undefined || found.kind !== "f") return null;
  const limit = Math.min(most, logMaxBytes);
  const from = Math.max(0, found.bytes - limit);
  const ran = await home.run("dd", [
    ...[`if=/mine/${path}`, "iflag=nofollow,nonblock,skip_bytes,count_bytes,fullblock", "bs=64K", "status=none"],
    ...[`skip=${from}`, `count=${limit}`],
  ]);
  if (ran.exitCode !== 0) return null;
  const text = shownText(ran.stdout);
  return { path: `~/${path}`, bytes: found.bytes, text: text.slice(-logMaxBytes), whole: from === 0 };
}

/** Escape sequences, controls but tab and newline, and what turns the direction of text are left out. */
const shownText = (text: string): string =>
  stripVTControlCharacters(text)
    .replaceAll(/\r\n?/gu, "\n")
    .replaceAll(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, (one) =>
      one === "\n" || one === "\t" ? one : "",
    );
