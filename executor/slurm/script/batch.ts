/** What a job runs: a script that lies in the person's home, or one line for a shell. */
export type Running =
  | {
      readonly kind: "script";
      readonly file: string;
      readonly interpreter: "python" | "shell";
      readonly besides: string | null;
    }
  | { readonly kind: "command"; readonly command: string }
  /** For sh alone, whatever it says. */
  | { readonly kind: "sh"; readonly script: string };

export interface Batch {
  readonly running: Running;
  /** The image; null: the node itself. */
  readonly sif: string | null;
  readonly apptainer: string;
  /** Where it runs. */
  readonly folder: string;
}

/** One word to a shell, whatever stands in it. */
const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

const bashOrSh = 'if command -v bash >/dev/null 2>&1; then exec bash "$@"; else exec sh "$@"; fi';

function wordsOf(running: Running): readonly string[] {
  if (running.kind === "sh") return ["sh", "-c", running.script];
  if (running.kind === "command") return ["sh", "-c", bashOrSh, "sh", "-c", running.command];
  if (running.interpreter === "shell") return ["sh", "-c", bashOrSh, "sh", running.file];
  return ["python3", running.file];
}

/**
 * The script that Slurm is given. What a person wrote stands in it as quoted words or not at all, and a command comes
 * before it: Slurm reads no line of theirs as a directive. An image gets nothing of the environment but its GPUs.
 */
export function batchScript({ running, sif, apptainer, folder }: Batch): string {
  const set: Record<string, string> = { PYTHONUNBUFFERED: quote("1") };
  if (running.kind === "script" && running.besides !== null) set["PYTHONPATH"] = quote(running.besides);
  for (const name of ["CUDA_VISIBLE_DEVICES", "SLURM_JOB_ID"]) set[name] = `"\${${name}-}"`;
  const prefix = sif === null ? "" : "APPTAINERENV_";
  const inside = sif === null ? [] : [apptainer, "-s", "exec", "--nv", "--cleanenv", "--pwd", folder, "--", sif];
  return [
    "#!/bin/sh",
    `cd ${quote(folder)} || exit 1`,
    ...Object.entries(set).map(([name, value]) => `export ${prefix}${name}=${value}`),
    `exec ${[...inside, ...wordsOf(running)].map(quote).join(" ")}`,
    "",
  ].join("\n");
}

/** As sbatch(1) takes them. A number is a number by now, and a path was made by us. */
export interface SubmitOptions {
  readonly grant: string;
  readonly partition: string;
  readonly account: string;
  readonly folder: string;
  /** Its `%j` becomes the job's number. */
  readonly log: string;
  readonly gpus: number;
  readonly cpus: number;
  readonly memoryMiB: number;
  readonly minutes: number;
}

/** The whole list: everything that a directive or a variable could say is said here. */
export const submitOptions = (of: SubmitOptions): readonly string[] => [
  ...["--parsable", "--export=NONE", "--no-requeue", "--nodes=1", "--ntasks=1", "--job-name=shisa"],
  `--comment=${of.grant}`,
  `--partition=${of.partition}`,
  `--account=${of.account}`,
  `--chdir=${of.folder}`,
  `--output=${of.log}`,
  ...(of.gpus > 0 ? [`--gres=gpu:${of.gpus}`] : []),
  `--cpus-per-task=${of.cpus}`,
  `--mem=${of.memoryMiB}M`,
  `--time=${of.minutes}`,
];
