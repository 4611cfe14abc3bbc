import { type FileHandle, open } from "node:fs/promises";

/** Where appended text stands in its file, in bytes. */
export interface Place {
  readonly offset: number;
  readonly length: number;
}

interface Waiting {
  readonly text: () => string;
  readonly resolve: (place: Place) => void;
  readonly reject: (error: Error) => void;
}

/** A file that only grows. */
export interface Appender {
  /**
   * Adds text and resolves when it is on the disk (fdatasync). Everything that comes together while one sync is under
   * way is written and synced as one. Rejects when it is not on the disk. A function is called when its text is about
   * to be written, in order.
   */
  readonly append: (text: string | (() => string)) => Promise<Place>;
  readonly read: (place: Place) => Promise<string>;
  /** Runs `make` with nothing being written, goes on in the file that it returns, and says so by its `onSwap`. */
  readonly replace: (
    make: (read: Appender["read"]) => Promise<{ file: OpenFile; onSwap: () => void }>,
  ) => Promise<void>;
  /** undefined while the last write worked; a later write may mend it, except after a failed sync. */
  readonly fault: () => Error | undefined;
  readonly size: () => number;
  readonly close: () => Promise<void>;
}

export interface OpenFile {
  readonly handle: FileHandle;
  readonly size: number;
}

/** Opens a file for appending after its first `size` bytes; what stands behind them (a torn write) is cut off. */
export async function openForAppending(path: string, size: number): Promise<OpenFile> {
  const handle = await open(path, "r+");
  await handle.truncate(size);
  await handle.datasync();
  return { handle, size };
}

/** Told at once, before anything else is written, how each write ended. */
export interface AppenderEvents {
  readonly committed?: () => void;
  readonly failed?: () => void;
}

export function createAppender(file: OpenFile, events: AppenderEvents = {}): Appender {
  let { handle, size } = file;
  let waiting: Waiting[] = [];
  let fault: Error | undefined;
  let beyondRepair = false;
  let work: Promise<void> | undefined;

  /** One write and one sync for all that waits; a write that failed half way is cut off again. */
  async function commit(bytes: Buffer): Promise<void> {
    if (beyondRepair) throw new Error("an earlier sync of the file failed", { cause: fault });
    try {
      await writeAll(handle, bytes, size);
    } catch (cause) {
      fault = new Error("writing to the file", { cause });
      await handle.truncate(size).catch(() => {
        beyondRepair = true;
      });
      throw fault;
    }
    try {
      await handle.datasync();
    } catch (cause) {
      // What the kernel could not write it may have dropped from memory too: nothing later proves anything.
      beyondRepair = true;
      fault = new Error("syncing the file", { cause });
      throw fault;
    }
    fault = undefined;
  }

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      // What else this turn of the event loop brings shares the write and the sync.
      await new Promise((resolve) => setImmediate(resolve));
      const batch = waiting;
      waiting = [];
      try {
        const texts = batch.map(({ text }) => Buffer.from(text()));
        await commit(Buffer.concat(texts));
        events.committed?.();
        for (const [index, { resolve }] of batch.entries()) {
          const length = texts[index]?.length ?? 0;
          resolve({ offset: size, length });
          size += length;
        }
      } catch (cause) {
        events.failed?.();
        for (const { reject } of batch) reject(cause instanceof Error ? cause : new Error(String(cause)));
      }
    }
  }

  function enqueue(task: () => Promise<void>): Promise<void> {
    const before = work ?? Promise.resolve();
    const next = before.then(task);
    const settled = next.catch(() => undefined);
    work = settled;
    void settled.then(() => {
      if (work === settled) work = undefined;
    });
    return next;
  }

  const read = async ({ offset, length }: Place): Promise<string> => {
    const buffer = Buffer.alloc(length);
    const { bytesRead } = await handle.read(buffer, 0, length, offset);
    if (bytesRead !== length) throw new Error("reading the file: it is shorter than it was");
    return buffer.toString("utf8");
  };

  return {
    append: (text) =>
      new Promise((resolve, reject) => {
        waiting.push({ text: typeof text === "string" ? () => text : text, resolve, reject });
        if (waiting.length === 1) void enqueue(drain);
      }),
    read,
    replace: (make) =>
      enqueue(async () => {
        const old = handle;
        const { file: fresh, onSwap } = await make(read);
        ({ handle, size } = fresh);
        onSwap();
        await old.close();
      }),
    fault: () => fault,
    size: () => size,
    close: () => enqueue(() => handle.close()),
  };
}

async function writeAll(handle: FileHandle, bytes: Buffer, position: number): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}
