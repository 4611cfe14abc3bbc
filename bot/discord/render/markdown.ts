/** Takes out what would move, hide or turn the text round, and half characters; tabs become spaces. One line. */
export const clean = (text: string): string =>
  text
    .replace(/[\t\n\r\v\f\u0085\u2028\u2029]+/gu, " ")
    .replace(/[\p{Cc}\p{Bidi_Control}]/gu, "")
    .replace(/\p{Cs}/gu, "\uFFFD");

/**
 * One line of somebody's text that Discord's Markdown shows as it is: no emphasis, code, mention, emoji or time, and
 * nothing to click, neither an address nor an invite. A backslash before a character takes its meaning; inside an
 * address it also breaks what would be found in it.
 */
export const escaped = (text: string): string =>
  clean(text)
    .replace(/[\\*_~`|<>[\]@]/gu, "\\$&")
    .replace(/:(?=\/\/)/gu, "\\:")
    .replace(/(?<=\.[a-z]{2,24})\/(?=\S)/giu, "\\/");

/** As escaped, for the beginning of a line: no heading, list or small print either. */
export const escapedLine = (text: string): string =>
  escaped(text)
    .replace(/^(\s*)([#+-])/u, "$1\\$2")
    .replace(/^(\s*[0-9]+)([.)])/u, "$1\\$2");

/** In bold; nothing where there is nothing to see. */
export function bold(text: string): string {
  const inside = escaped(text).trim();
  return inside === "" ? "" : `**${inside}**`;
}

const ticks = "```";

/**
 * A text between fences, exactly as it is. Undefined where Discord would show something else: what closes the fence,
 * empty lines at the beginning, or characters that cannot be seen.
 */
export function fenced(text: string): string | undefined {
  const lines = text.replace(/\r\n/gu, "\n").replace(/\n+$/u, "");
  const isShown = !lines.includes(ticks) && /^[^\n]*\S/u.test(lines) && !hidden.test(lines) && !lines.endsWith("`");
  return isShown ? `${ticks}\n${lines}\n${ticks}` : undefined;
}

const hidden = /[^\P{Cc}\n\t]|[\p{Bidi_Control}\p{Cs}]/u;
