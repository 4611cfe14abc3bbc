/** What Tab does with the whole lines that could continue what was typed. */
export interface Completion {
  /** What the line becomes; the same as typed when nothing more is certain. */
  readonly line: string;
  /** What to choose from, when nothing could be added: each without the words that all share. */
  readonly choices: readonly string[];
}

/** One continuation is taken, with a space after it; of several as much as they share; then they are shown. */
export function completionOf(typed: string, items: readonly string[]): Completion {
  const fitting = items.filter((item) => item.startsWith(typed));
  const [only] = fitting;
  if (only === undefined) return { line: typed, choices: [] };
  if (fitting.length === 1) return { line: only.endsWith("=") ? only : `${only} `, choices: [] };
  const shared = fitting.reduce(sharedStart);
  if (shared.length > typed.length) return { line: shared, choices: [] };
  const word = typed.search(/\S*$/u);
  return { line: typed, choices: fitting.map((item) => item.slice(word)) };
}

function sharedStart(one: string, other: string): string {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return one.slice(0, length);
}
