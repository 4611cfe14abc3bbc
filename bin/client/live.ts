import { clearScreenDown, cursorTo, moveCursor } from "node:readline";
import { columnsOf, lastRows, rowsOf, screenRowsOf, type Terminal } from "../kit/display.ts";

/** A block of text that is replaced in place while a command runs. */
export interface LiveBlock {
  readonly draw: (text: string) => void;
  /** Takes the block away again. */
  readonly clear: () => void;
}

/** Draws nothing where the output is no terminal. */
export function createLiveBlock(output: Terminal): LiveBlock {
  let drawn = "";
  const erase = (): void => {
    if (drawn === "") return;
    moveCursor(output, 0, -rowsOf(drawn, columnsOf(output)));
    cursorTo(output, 0);
    clearScreenDown(output);
    drawn = "";
  };
  const inOneWrite = (act: () => void): void => {
    output.cork();
    act();
    output.uncork();
  };
  return {
    draw: (text) => {
      const visible = lastRows(text, screenRowsOf(output) - 1, columnsOf(output));
      if (output.isTTY !== true || visible === drawn) return;
      inOneWrite(() => {
        erase();
        output.write(`${visible}\n`);
        drawn = visible;
      });
    },
    clear: () => inOneWrite(erase),
  };
}
