import type { DetailedError } from "@cedar-policy/cedar-wasm/nodejs";

/** What is wrong with a folder of policies, each in one line that names the file and, where there is one, the policy. */
export class PolicyProblems extends Error {
  override readonly name = "PolicyProblems";
  readonly problems: readonly string[];
  constructor(folder: string, problems: readonly string[], options?: ErrorOptions) {
    super(`loading the policies of ${folder}: ${problems.join("; ")}`, options);
    this.problems = problems;
  }
}

/** A file of a policy folder, by its name. */
export interface Text {
  readonly file: string;
  readonly text: string;
}

/**
 * Cedar's own words about a text that was put together from these files, one line each; files are joined by one
 * newline, and places are counted in bytes of UTF-8.
 */
export const cedarProblems = (errors: readonly DetailedError[], texts: readonly Text[]): string[] =>
  errors.map((error) => {
    const place = error.sourceLocations?.[0];
    return `${place === undefined ? filesOf(texts) : whereIs(place.start, texts)}: ${wordsOf(error)}`;
  });

/** The message, and what Cedar expects or suggests instead. */
export function wordsOf({ message, help, sourceLocations }: DetailedError): string {
  const hints = [help, sourceLocations?.[0]?.label].filter((hint) => typeof hint === "string");
  return [message, ...hints].join("; ").replaceAll(/\s+/gu, " ");
}

const filesOf = (texts: readonly Text[]): string => texts.map(({ file }) => file).join(", ");

function whereIs(place: number, texts: readonly Text[]): string {
  let start = 0;
  for (const { file, text } of texts) {
    const bytes = Buffer.from(text);
    if (place <= start + bytes.length) return `${file}:${lineAt(bytes.subarray(0, place - start))}`;
    start += bytes.length + 1;
  }
  return filesOf(texts);
}

const lineAt = (before: Uint8Array): number => Buffer.from(before).toString("utf8").split("\n").length;
