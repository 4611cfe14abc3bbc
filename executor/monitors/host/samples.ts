import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { replaceFile } from "../../files/durable.ts";
import { type Sample, withSample } from "./trend.ts";

const fileSchema = z.record(z.string(), z.array(z.object({ at: z.number(), free: z.number() })));

export interface Samples {
  /** Takes in what is free now, and gives what is known of each disk, by its path. */
  readonly add: (now: readonly (Sample & { readonly path: string })[]) => Promise<(path: string) => readonly Sample[]>;
}

/** Keeps what was free in a file, so that a trend outlives a restart. What is lost of it is only a trend. */
export function createSamples(state: string): Samples {
  const file = join(state, "disks.json");
  let known: Record<string, readonly Sample[]> | undefined;

  async function read(): Promise<Record<string, readonly Sample[]>> {
    try {
      return fileSchema.parse(JSON.parse(await readFile(file, "utf8")));
    } catch {
      return {};
    }
  }

  return {
    async add(now) {
      const before = known ?? (await read());
      const next = Object.fromEntries(
        now.map(({ path, at, free }) => [path, withSample(before[path] ?? [], { at, free })]),
      );
      known = next;
      const isNew = now.some(({ path }) => next[path]?.length !== before[path]?.length);
      // On a disk that is full nothing can be written, and that is what is to be told.
      if (isNew) await write(file, JSON.stringify(next)).catch(() => undefined);
      return (path) => next[path] ?? [];
    },
  };
}

async function write(file: string, text: string): Promise<void> {
  const { handle } = await replaceFile(file, text);
  await handle.close();
}
