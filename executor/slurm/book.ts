import { mkdir, readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { grantIdSchema } from "../../protocol/ids.ts";
import { gpuStateSchema, slurmIdSchema } from "../../protocol/slurm.ts";
import { replaceFile } from "../files/durable.ts";

const time = z.number().nullable();
const entrySchema = z.strictObject({
  grant: grantIdSchema,
  uid: z.int(),
  /** When it was first tried, in milliseconds since 1970. */
  at: z.number(),
  /** null: it was tried, and nobody noted yet what Slurm called it. */
  job: slurmIdSchema.nullable(),
  end: z
    .strictObject({
      ...{ state: gpuStateSchema, exitCode: z.int().nullable(), signal: z.int().nullable() },
      ...{ reason: z.string().nullable(), nodes: z.string().nullable() },
      ...{ submittedAt: time, startedAt: time, endedAt: time },
    })
    .nullable(),
});
export type Entry = z.infer<typeof entrySchema>;

/** Which job of Slurm a grant became, and how that ended: Slurm itself forgets both. */
export interface JobBook {
  readonly read: (grant: string) => Promise<Entry | undefined>;
  readonly write: (entry: Entry) => Promise<void>;
}

const keptMs = 60 * 24 * 3_600_000;

/** One small file a grant in the folder; those of two months ago are removed when it is opened. */
export function createJobBook(folder: string, now: () => number): JobBook {
  const file = (grant: string): string => join(folder, `${grantIdSchema.parse(grant)}.json`);
  let opened: Promise<void> | undefined;
  async function open(): Promise<void> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    for (const name of await readdir(folder)) {
      const path = join(folder, name);
      if (now() - (await stat(path)).mtimeMs > keptMs) await rm(path, { force: true });
    }
  }
  return {
    async read(grant) {
      const text = await readFile(file(grant), "utf8").catch((cause: unknown) => {
        if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return undefined;
        throw new Error(`reading what became of ${grant}`, { cause });
      });
      return text === undefined ? undefined : entrySchema.parse(JSON.parse(text));
    },
    async write(entry) {
      opened ??= open();
      await opened;
      const { handle } = await replaceFile(file(entry.grant), JSON.stringify(entry));
      await handle.close();
    },
  };
}
