import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";

/** The file of a policy folder in which the numbers stand that its rules compare with. */
const numbersFile = "limits.json";

const limitsSchema = z.strictObject({
  guests: z.int().min(0).max(1_000),
  cpus: z.int().min(0).max(4_096),
  memoryMiB: z.int().min(0).max(16_777_216),
  diskGiB: z.int().min(0).max(1_048_576),
  gpus: z.int().min(0).max(1_000),
});

const numbersSchema = z.strictObject({
  student: limitsSchema,
  staff: limitsSchema,
  admin: limitsSchema,
  /** The largest disk, in GiB, that needs nobody's approval. */
  diskWithoutApprovalGiB: z.int().min(1).max(1_048_576),
  /** How much of a host's disk stays free, in percent of all of it. */
  hostFreePercent: z.int().min(0).max(100),
});
export type Numbers = z.infer<typeof numbersSchema>;

/** Reads a policy folder's numbers. Throws an error of one line that names the file. */
export function readNumbers(folder: string): Numbers {
  try {
    return numbersSchema.parse(JSON.parse(readFileSync(join(folder, numbersFile), "utf8")));
  } catch (cause) {
    const [issue] = cause instanceof z.ZodError ? cause.issues : [];
    const why = cause instanceof Error ? cause.message : String(cause);
    const what = issue === undefined ? why : `${issue.path.join(".")}: ${issue.message}`;
    throw new Error(`${numbersFile}: ${what}`, { cause });
  }
}

/** The repository's own policies. Compiled code stands in dist/, so the folder is looked for upwards. */
export function policyFolder(from: string = dirname(fileURLToPath(import.meta.url))): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (readdirSync(folder).includes("package.json")) return join(folder, "policies", "cedar");
    if (folder === dirname(folder)) throw new Error("finding the policies: no folder above holds a package.json");
  }
}
