/**
 * A text without what would move, hide or turn around what stands beside it: control characters but newline and tab,
 * marks of reading direction, and halves of characters.
 */
export function clean(text: string): string {
  return text
    .replaceAll(/\r\n?|[\u2028\u2029]/gu, "\n")
    .replaceAll(/[\p{Cc}\p{Bidi_Control}]/gu, (it) => (it === "\n" || it === "\t" ? it : ""))
    .replaceAll(/\p{Surrogate}/gu, "\uFFFD");
}

/** The same on one line. */
export const cleanLine = (text: string): string => clean(text).replaceAll(/\s+/gu, " ").trim();

/** How long a clean text is within JSON, which is how Slack counts blocks. */
export function jsonLength(text: string): number {
  let length = text.length;
  for (const character of text) if (/["\\\n\t]/u.test(character)) length += 1;
  return length;
}

/** The beginning of a text that is at most `limit` long within JSON, with "…" where it was cut. Never cuts a character. */
export function clipped(text: string, limit: number): string {
  if (text.length <= limit && jsonLength(text) <= limit) return text;
  let length = 1;
  let head = "";
  for (const character of text) {
    length += jsonLength(character);
    if (length > limit) break;
    head += character;
  }
  return `${head}…`;
}
