import { clean, cleanLine, clipped, jsonLength } from "./characters.ts";

/**
 * How much may still be said in one message. Slack takes about 13,000 characters of blocks, as JSON; each text element
 * of a rich text has some 60 around it.
 */
export interface Room {
  /** Something had to be left out. */
  readonly isTooSmall: boolean;
  /** The text, clean, or what of it there is room for; undefined when that is nothing. */
  readonly take: (text: string, most: number) => string | undefined;
  /** The same on one line. */
  readonly takeLine: (text: string, most: number) => string | undefined;
}

const aroundText = 60;
/** Below this nothing worth reading fits. */
const leastText = 20;
/** What stands behind this in a text has no chance; it is not even looked at. */
const lookedAt = 10_000;

export function createRoom(size: number): Room {
  let left = size;
  let isTooSmall = false;
  const take = (text: string, most: number, cleaned: (text: string) => string): string | undefined => {
    const limit = Math.min(most, left - aroundText);
    if (limit < leastText) {
      isTooSmall = true;
      return undefined;
    }
    const all = cleaned(text.length > lookedAt ? `${text.slice(0, lookedAt)}…` : text);
    const shown = clipped(all, limit);
    if (shown !== all || text.length > lookedAt) isTooSmall = true;
    left -= jsonLength(shown) + aroundText;
    return shown === "" ? undefined : shown;
  };
  return {
    get isTooSmall() {
      return isTooSmall;
    },
    take: (text, most) => take(text, most, clean),
    takeLine: (text, most) => take(text, most, cleanLine),
  };
}
