/** What conditions hold of others' text (protocol/monitor.ts). */
const most = { lines: 10, line: 300, word: 200 } as const;

/** Without anything that does not show, such as what turns the direction of writing. */
const shown = (text: string): string => text.replaceAll(/[^\P{C}\n]/gu, " ");

/** Others' text as one short line. */
export const wordOf = (text: string): string => cut(shown(text).replaceAll(/\s+/gu, " ").trim(), most.word);

/** Others' texts as lines, as many as a condition holds. */
export function linesOf(...texts: readonly (string | undefined)[]): string[] {
  return texts
    .flatMap((text) => shown(text ?? "").split("\n"))
    .map((line) => cut(line.trim(), most.line))
    .filter((line) => line !== "")
    .slice(0, most.lines);
}

/** Ends between two characters, not within one. */
function cut(text: string, length: number): string {
  return text.length <= length ? text : `${[...text.slice(0, length - 1)].join("").replace(/[\uD800-\uDBFF]$/u, "")}…`;
}

/** An address that may be opened; undefined for anything else. */
export function linkOf(text: string | undefined): string | undefined {
  if (text === undefined || text.length > 300 || !URL.canParse(text)) return undefined;
  return /^https?:$/u.test(new URL(text).protocol) ? text : undefined;
}
