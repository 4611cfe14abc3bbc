import { clearScreenDown, createInterface, cursorTo, moveCursor } from "node:readline";
import { columnsOf, lastRows, rowsOf, screenRowsOf, type Terminal } from "../kit/display.ts";
import { completionOf } from "./completion.ts";
import { keepRows } from "./rows.ts";

/**
 * A terminal in three parts: what was said before (scrolls away), blocks that change in place, and the line that is
 * being typed. Everything that changes at once is written at once, so that nothing flickers.
 */
export interface Screen {
  /** Adds text above the blocks, for good. */
  readonly print: (text: string) => void;
  /** Replaces the blocks. */
  readonly show: (blocks: string) => void;
  /** Both in one go: a block that is finished moves up without being seen twice. */
  readonly update: (text: string | undefined, blocks: string) => void;
  readonly setPrompt: (prompt: string) => void;
  readonly isTyping: () => boolean;
  readonly clearTyped: () => void;
  readonly close: () => void;
  /** Resolves when the person has ended the input (Ctrl-D) or `close` was called. */
  readonly closed: Promise<void>;
}

export interface ScreenOptions {
  readonly input: NodeJS.ReadableStream;
  readonly output: Terminal;
  readonly prompt: string;
  /** Newest first. */
  readonly history: string[];
  readonly onLine: (line: string) => void;
  readonly onInterrupt: () => void;
  /** Whole lines that could follow. */
  readonly complete: (line: string) => Promise<readonly string[]>;
  /** Whether the line that was just typed belongs into the history. */
  readonly isRemembered: () => boolean;
}

export function createScreen(options: ScreenOptions): Screen {
  const { output } = options;
  let prompt = options.prompt;
  let blocks = "";
  let isClosed = false;
  const columns = (): number => columnsOf(output);
  const rl = createInterface({
    input: options.input,
    output,
    prompt,
    terminal: true,
    history: options.history,
    historySize: 1000,
    removeHistoryDuplicates: true,
    completer: (line: string, done: (error: Error | null, result: [string[], string]) => void) => {
      void options.complete(line).then((items) => {
        const completion = completionOf(line, items);
        // readline's own list would push the blocks away from the line; this one goes above them.
        if (completion.choices.length > 0) update(completion.choices.join("  "), blocks);
        done(null, [completion.line === line ? [] : [completion.line], line]);
      });
    },
  });
  const rows = keepRows(rl, options.input, output);
  const closed = new Promise<void>((resolve) => rl.once("close", () => resolve()));

  /** @param typedRows rows of the prompt above the cursor's own */
  function redraw(typedRows: number, text: string | undefined, next: string): void {
    if (isClosed) return;
    output.cork();
    moveCursor(output, 0, -(typedRows + (blocks === "" ? 0 : rowsOf(blocks, columns()))));
    cursorTo(output, 0);
    clearScreenDown(output);
    if (text !== undefined) output.write(`${text}\n`);
    blocks = lastRows(next, Math.max(1, screenRowsOf(output) - rl.getCursorPos().rows - 2), columns());
    if (blocks !== "") output.write(`${blocks}\n`);
    // readline goes back up to where it believes that its prompt begins.
    output.write("\n".repeat(rl.getCursorPos().rows));
    rows.sync();
    rl.prompt(true);
    output.uncork();
  }

  rl.on("line", (line) => {
    // The cursor stands below what was typed: that goes up above the blocks, and the prompt is drawn anew.
    redraw(rowsOf(`${prompt}${line}`, columns()), `${prompt}${line}`, blocks);
    options.onLine(line);
  });
  rl.on("history", (lines: string[]) => {
    if (!options.isRemembered()) lines.shift();
  });
  rl.on("SIGINT", options.onInterrupt);
  rl.once("close", () => {
    isClosed = true;
  });
  rl.prompt();

  const update = (text: string | undefined, next: string): void => {
    if (text !== undefined || next !== blocks) redraw(rl.getCursorPos().rows, text, next);
  };
  return {
    update,
    print: (text) => update(text, blocks),
    show: (next) => update(undefined, next),
    setPrompt: (next) => {
      prompt = next;
      rl.setPrompt(next);
      redraw(rl.getCursorPos().rows, undefined, blocks);
    },
    isTyping: () => rl.line !== "",
    clearTyped: () => {
      rl.write(null, { ctrl: true, name: "e" });
      rl.write(null, { ctrl: true, name: "u" });
    },
    close: () => rl.close(),
    closed,
  };
}
