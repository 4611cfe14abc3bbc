import { cursorTo, type Interface } from "node:readline";
import type { Terminal } from "../kit/display.ts";

/**
 * Node 20's readline forgets to count a row when what is typed reaches the terminal's edge, and then draws the line
 * anew one row too low. It keeps the cursor's row in a property, public though in no type, which this keeps right.
 */
export function keepRows(rl: Interface, input: NodeJS.ReadableStream, output: Terminal): { sync: () => void } {
  const remembered: { prevRows?: number } = rl as object;
  const sync = (): void => {
    remembered.prevRows = rl.getCursorPos().rows;
  };
  input.on("keypress", () => {
    const { rows, cols } = rl.getCursorPos();
    // At the very edge terminals wait with the wrap until the next character.
    if (rows > (remembered.prevRows ?? 0) && cols === 0) {
      output.write(" ");
      cursorTo(output, 0);
    }
    sync();
  });
  return { sync };
}
