/** Takes the next bytes of a stream. */
export type LineReader = (bytes: Buffer) => void;

/**
 * Cuts a stream into lines of UTF-8 ended by "\n".
 * @param maxBytes of one line; at a longer one `tooLong` is called and nothing is read any more
 * @param on `line` returns false to read no more
 */
export function lineReader(
  maxBytes: number,
  on: { readonly line: (line: string) => boolean; readonly tooLong: () => void },
): LineReader {
  let parts: Buffer[] = [];
  let length = 0;
  let ended = false;
  return (bytes) => {
    let rest = bytes;
    while (!ended && rest.length > 0) {
      const end = rest.indexOf(0x0a);
      const part = end < 0 ? rest : rest.subarray(0, end);
      length += part.length;
      if (length > maxBytes) {
        ended = true;
        parts = [];
        on.tooLong();
        return;
      }
      parts.push(part);
      if (end < 0) return;
      const line = Buffer.concat(parts).toString("utf8");
      parts = [];
      length = 0;
      rest = rest.subarray(end + 1);
      ended = !on.line(line);
    }
  };
}
