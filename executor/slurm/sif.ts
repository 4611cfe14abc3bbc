import { z } from "zod";
import { accepted, type Outcome, refuse, refused } from "../../protocol/refusal.ts";
import type { GpuImage } from "../../protocol/slurm.ts";
import type { Exec } from "../exec.ts";

/** So long a file on a hanging file system is waited for, in milliseconds. */
const lookMs = 5_000;
/** An image of old makes has no notes at its head, and is mounted to be asked. */
const inspectMs = 120_000;
/** Whoever looks into an image has no rights that it could take. */
const nobody = { uid: 65_534, gid: 65_534, name: "nobody" } as const;

const part = z.strictObject({ kind: z.string(), uid: z.coerce.number(), mode: z.string(), size: z.coerce.number() });

/**
 * Whether a sif is nobody's but root's: it, and every folder above it, so that what was tested is what runs. Its size
 * in bytes. Links are not followed. Refused: image.missing, image.link, image.not_file, image.not_roots,
 * image.writable, image.unreadable; each with the path that is to blame.
 */
export async function lookAtSif(exec: Pick<Exec, "run">, path: string, signal: AbortSignal): Promise<Outcome<number>> {
  const names = path.split("/").slice(1);
  const paths = ["/", ...names.map((_, index) => `/${names.slice(0, index + 1).join("/")}`)];
  const ran = await exec.run("stat", ["--format=%F|%u|%a|%s", "--", ...paths], {
    ...{ timeoutMs: lookMs, maxOutput: 64 * 1024, signal },
  });
  if (ran.exitCode !== 0) return no("image.missing", path);
  const parts = ran.stdout.trim().split("\n").map(readPart);
  for (const [index, found] of parts.entries()) {
    const fault = faultOf(found, index === parts.length - 1);
    if (fault !== undefined) return no(fault, paths[index] ?? path);
  }
  return accepted(parts.at(-1)?.size ?? 0);
}

const no = (code: string, path: string) => refused(refuse(code, { path: path.slice(0, 200) }));

/** stat(1), `%F|%u|%a|%s`. */
function readPart(line: string): z.infer<typeof part> {
  const [kind, uid, mode, size] = line.split("|");
  return part.parse({ kind, uid, mode, size });
}

/** A folder that anybody may write is no fault where it keeps people from another's files (/tmp). */
function faultOf({ kind, uid, mode: octal }: z.infer<typeof part>, isImage: boolean): string | undefined {
  const mode = Number.parseInt(octal, 8);
  if (kind === "symbolic link") return "image.link";
  if (isImage ? !kind.startsWith("regular ") : kind !== "directory") return "image.not_file";
  if (uid !== 0) return "image.not_roots";
  if ((mode & 0o022) !== 0 && (isImage || (mode & 0o1000) === 0)) return "image.writable";
  return (mode & (isImage ? 0o004 : 0o001)) === 0 ? "image.unreadable" : undefined;
}

const inspected = z.looseObject({
  data: z.looseObject({
    attributes: z.looseObject({ environment: z.record(z.string(), z.string()).default({}) }),
  }),
});

/** By what an image's environment says: the names that PyTorch's, NVIDIA's and TensorFlow's own images set. */
const frameworks: readonly (readonly [name: string, ...variables: string[]])[] = [
  ["PyTorch", "PYTORCH_VERSION", "NVIDIA_PYTORCH_VERSION", "TORCH_VERSION"],
  ["TensorFlow", "TENSORFLOW_VERSION", "NVIDIA_TENSORFLOW_VERSION", "TF_VERSION"],
  ["JAX", "JAX_VERSION", "NVIDIA_JAX_VERSION"],
  ["CuPy", "CUPY_VERSION"],
];

/**
 * What an image says of itself, read from the notes that apptainer keeps at a sif's head ("inspect --environment":
 * /.singularity.d/env/10-docker2singularity.sh for an image of a registry). Nothing in it is run for that.
 * undefined: it is no image that apptainer can read.
 */
export async function describeSif(
  exec: Pick<Exec, "run">,
  path: string,
  signal: AbortSignal,
): Promise<Pick<GpuImage, "framework" | "cuda"> | undefined> {
  const ran = await exec.run("apptainer", ["-s", "inspect", "--json", "--environment", "--", path], {
    ...{ timeoutMs: inspectMs, maxOutput: 4 * 1024 * 1024, as: nobody, signal },
  });
  if (ran.exitCode !== 0) return undefined;
  const variables = variablesOf(ran.stdout);
  if (variables === undefined) return undefined;
  const cuda = /^\d{1,2}\.\d{1,2}(?=\.|$)/u.exec(variables.get("CUDA_VERSION") ?? "")?.[0] ?? null;
  const named = frameworks.flatMap(([name, ...keys]) => {
    const version = keys.map((key) => variables.get(key)).find((value) => value !== undefined);
    return version === undefined ? [] : [`${name} ${version}`];
  });
  return { framework: named[0]?.slice(0, 60) ?? null, cuda };
}

/** Lines such as `export CUDA_VERSION="${CUDA_VERSION:-"12.4.1"}"`; only values that are versions. */
function variablesOf(json: string): ReadonlyMap<string, string> | undefined {
  try {
    const { environment } = inspected.parse(JSON.parse(json)).data.attributes;
    const lines = Object.values(environment).flatMap((script) => script.split("\n"));
    return new Map(
      lines.flatMap((line) => {
        const [, name, value] = /^export ([A-Z_]{1,40})="?(?:\$\{\1:-)?"?([\w.+-]{1,40})"?\}?"?$/u.exec(line) ?? [];
        return name === undefined || value === undefined ? [] : [[name, value] as const];
      }),
    );
  } catch {
    return undefined;
  }
}
