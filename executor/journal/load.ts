import { readWholeLines } from "../files/lines.ts";
import { apply, emptyIndex, type JournalIndex } from "./index.ts";
import { recordSchema } from "./records.ts";

/**
 * Reads a journal. A last line that a crash cut short was never answered for and is left out; any other line that
 * cannot be read throws: acting on half a memory could do a root act twice.
 */
export async function loadJournal(path: string): Promise<{ index: JournalIndex; size: number; torn: boolean }> {
  const { lines, size, torn } = await readWholeLines(path);
  const index = emptyIndex();
  for (const [number, { text, place }] of lines.entries()) {
    try {
      apply(index, recordSchema.parse(JSON.parse(text)), place);
    } catch (cause) {
      throw new Error(`reading ${path}: line ${number + 1} is damaged; restore the file or move it away`, { cause });
    }
  }
  return { index, size, torn };
}
