import { constants } from "node:fs";
import { open } from "node:fs/promises";

const width = 12;
const lineOf = (seconds: number): string => `${String(seconds).padStart(width, "0")}\n`;

/** Up to when people were told that nothing ran because the journal could not be written, over restarts too. */
export interface Told {
  /** Seconds since 1970; 0: nobody was told so. */
  readonly through: number;
  /** Best effort: where even this cannot be written, it is forgotten at the next start. */
  readonly keep: (seconds: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

/**
 * Opens the file that remembers it. The number has its room on the disk from the start, so that it can be written down
 * when the disk is full. Throws where the file holds something else.
 */
export async function openTold(path: string): Promise<Told> {
  const handle = await open(path, constants.O_RDWR | constants.O_CREAT, 0o600);
  const text = await handle.readFile("utf8");
  if (text !== "" && !/^\d{12}\n$/.test(text)) throw new Error(`reading ${path}: it holds no time`);
  const keep = async (seconds: number): Promise<void> => {
    await handle.write(lineOf(seconds), 0);
    await handle.datasync();
  };
  if (text === "") await keep(0);
  return {
    through: Number(text.trim()),
    keep: (seconds) => keep(seconds).catch(() => undefined),
    close: () => handle.close(),
  };
}
