import { clipped, jsonLength } from "./characters.ts";

/**
 * How much may still be said in one message. Slack takes about 13,000 characters of blocks, as JSON; each text element
 * of a rich text has some 60 around it.
 */
export interface Room {
  /** Something had to be left out. */
  readonly isTooSmall: boolean;
  /** The text, or what of it there is room for; undefined when that is nothing. */
  readonly take: (text: string, most: number) => string | undefined;
}

const aroundText = 60;
/** Below this nothing worth reading fits. */
const leastText = 20;

export function createRoom(size: number): Room {
  let left = size;
  let isTooSmall = false;
  return {
    get isTooSmall() {
      return isTooSmall;
    },
    take: (text, most) => {
      const limit = Math.min(most, left - aroundText);
      if (limit < leastText) {
        isTooSmall = true;
        return undefined;
      }
      const shown = clipped(text, limit);
      if (shown !== text) isTooSmall = true;
      left -= jsonLength(shown) + aroundText;
      return shown;
    },
  };
}
