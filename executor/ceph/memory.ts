import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { replaceFile } from "../files/durable.ts";
import { sampleSchema } from "./capacity.ts";

const memorySchema = z.object({
  /** How full the cluster was, once an hour. */
  samples: z.array(sampleSchema).max(400),
  /** Since when each trouble has been there, by key: it began no later because this program was started anew. */
  since: z.record(z.string(), z.number()),
});
export type CephMemory = z.infer<typeof memorySchema>;

const fileIn = (state: string): string => join(state, "ceph.json");

/** What the monitor remembers over restarts; empty where there is nothing readable. */
export async function readMemory(state: string): Promise<CephMemory> {
  try {
    return memorySchema.parse(JSON.parse(await readFile(fileIn(state), "utf8")));
  } catch {
    return { samples: [], since: {} };
  }
}

export async function writeMemory(state: string, memory: CephMemory): Promise<void> {
  const { handle } = await replaceFile(fileIn(state), `${JSON.stringify(memory)}\n`);
  await handle.close();
}
