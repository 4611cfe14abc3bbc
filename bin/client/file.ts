import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { fileMaxBytes, type SentFile } from "../../bot/terminal/wire.ts";
import type { Language } from "../../handlers/kit/reply.ts";
import { UsageError } from "../kit/verb.ts";

/** Reads a file that goes with a line. Throws a UsageError where it cannot be read or is too large. */
export async function fileOption(path: string | undefined, language: Language): Promise<{ file?: SentFile }> {
  if (path === undefined) return {};
  const { size } = await stat(path).catch(() => ({ size: -1 }));
  const content = size > fileMaxBytes ? undefined : await readFile(path).catch(() => undefined);
  if (content === undefined) {
    const why = {
      ja: `${path} を読めません(${fileMaxBytes / 1_000} kBまでのファイルを指定してください)。`,
      en: `${path} cannot be read, or is larger than ${fileMaxBytes / 1_000} kB.`,
    };
    throw new UsageError(why[language]);
  }
  return { file: { name: basename(path), content: content.toString("base64") } };
}
