import { z } from "zod";
import type { Exec } from "../../exec.ts";

const gib = 1024 ** 3;

/** `qemu-img info --output=json` (qemu's qapi/block-core.json, ImageInfo). */
const infoSchema = z.object({
  format: z.string(),
  "virtual-size": z.number(),
  "backing-filename": z.string().optional(),
  encrypted: z.boolean().optional(),
  "format-specific": z
    .object({ data: z.object({ "data-file": z.string().optional(), encrypt: z.unknown().optional() }).optional() })
    .optional(),
});

export interface ImageInfo {
  /** The smallest overlay that holds it, in GiB, rounded up. */
  readonly minimumDiskGiB: number;
  /** What a guest sees, in bytes. */
  readonly bytes: number;
  /** Why nothing may be put on top of it; undefined where all is well. */
  readonly fault: string | undefined;
}

/** Looks into an image whose format must be qcow2, without probing what it is. Throws when it cannot be read. */
export async function readImage(exec: Exec, path: string): Promise<ImageInfo> {
  const ran = await exec.run("qemu-img", ["info", "-U", "-f", "qcow2", "--output=json", path], {
    timeoutMs: 10_000,
    maxOutput: 1024 * 1024,
  });
  if (ran.exitCode !== 0) return { minimumDiskGiB: 0, bytes: 0, fault: "it is not a qcow2 image" };
  const info = infoSchema.parse(read(ran.stdout, path));
  const bytes = info["virtual-size"];
  return { minimumDiskGiB: Math.ceil(bytes / gib), bytes, fault: faultOf(info) };
}

function read(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`looking into ${path}: what qemu-img said is no JSON: "${text.slice(0, 200)}"`, { cause });
  }
}

/** A backing or data file may be any file of the host. */
function faultOf(info: z.infer<typeof infoSchema>): string | undefined {
  const specific = info["format-specific"]?.data;
  if (info["backing-filename"] !== undefined) return "it has a backing file";
  if (specific?.["data-file"] !== undefined) return "it has a data file";
  if (info.encrypted === true || specific?.encrypt !== undefined) return "it is encrypted";
  return undefined;
}
