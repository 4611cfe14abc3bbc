import { stripVTControlCharacters } from "node:util";
import type { GpuAdvice, GpuEnd } from "../../protocol/actions/gpu.ts";
import { signs } from "./signs.ts";

/** How a job ended, as far as it is known. */
export interface Ended extends Pick<GpuEnd, "state" | "exitCode" | "signal" | "gpus" | "elapsedSeconds"> {
  /** The end of its log, as its programs wrote it; "" where there is none. */
  readonly log: string;
  /** False: its log is gone or was never made. */
  readonly hasLog: boolean;
  /** It ran in an image. */
  readonly inImage: boolean;
  /** The most that its GPUs were seen at work, 0 to 100 %; undefined: nobody looked. */
  readonly gpuPeakPercent?: number | undefined;
}

export type Advice = GpuEnd["advice"][number];

/** So many characters and lines of a log's end are read, and so many of a line. */
const [readCharacters, readLines, lineLimit] = [128 * 1024, 2_000, 1_000];
/** A shorter job may well have ended before it came to its GPU, in seconds. */
const unusedAfter = 60;
const mostAdvice = 3;

/** What makes others on the list no news: a GPU that the driver does not open is not seen, and not used. */
const explains: Readonly<Partial<Record<GpuAdvice, readonly GpuAdvice[]>>> = {
  driver_too_old: ["no_gpu_seen", "no_kernel_image", "gpu_unused"],
  no_gpu_seen: ["gpu_unused"],
  module_missing: ["gpu_unused"],
  command_missing: ["gpu_unused", "image_failed"],
  image_failed: ["gpu_unused", "command_missing"],
  no_kernel_image: ["gpu_unused"],
  quota_full: ["disk_full"],
};
/** What a program that came to a good end may still have missed: its GPU. */
const worthTelling: ReadonlySet<GpuAdvice> = new Set([
  "driver_too_old",
  "no_kernel_image",
  "no_gpu_seen",
  "gpu_unused",
]);

/** Why a job may have ended as it did: what Slurm says first, then what its log says, the last line of it first. */
export function adviceOf(ended: Ended): readonly Advice[] {
  const { state } = ended;
  // Whoever ended it knows why; one that waits again has not ended.
  if (state === "cancelled" || state === "preempted") return [];
  if (state === "node_fail") return [{ code: "node_failed" }];
  const isWell = state === "completed";
  const seen = fromLog(ended.log).filter(({ code }) => !isWell || worthTelling.has(code));
  const all = [...fromSlurm(ended, seen), ...seen, ...fromUse(ended)];
  const once = all.filter(({ code }, index) => all.findIndex((other) => other.code === code) === index);
  const explained = new Set(once.flatMap(({ code }) => explains[code] ?? []));
  const told = once.filter(
    ({ code }) => !explained.has(code) && (ended.gpus > 0 || !isWell || !worthTelling.has(code)),
  );
  return told.slice(0, mostAdvice);
}

/** Sources: sbatch(1), "job exit codes"; a shell's 128 + signal; bash's 127; apptainer's 255. */
function fromSlurm({ state, exitCode, signal, hasLog, inImage }: Ended, seen: readonly Advice[]): readonly Advice[] {
  const knows = (code: GpuAdvice): boolean => seen.some((one) => one.code === code);
  if (state === "timeout" || state === "deadline") return [{ code: "time_limit" }];
  if (state === "out_of_memory") return [{ code: "out_of_memory" }];
  if (state !== "failed") return [];
  if (exitCode === 137 || signal === 9) return knows("gpu_out_of_memory") ? [] : [{ code: "out_of_memory" }];
  if (exitCode === 127 && !knows("command_missing") && !knows("image_failed")) return [{ code: "command_missing" }];
  if (exitCode === 255 && inImage && seen.length === 0) return [{ code: "image_failed" }];
  return hasLog ? [] : [{ code: "log_gone" }];
}

function fromUse({ gpus, gpuPeakPercent, elapsedSeconds }: Ended): readonly Advice[] {
  return gpus > 0 && gpuPeakPercent === 0 && elapsedSeconds >= unusedAfter ? [{ code: "gpu_unused" }] : [];
}

/** What the lines say, the last one first; of several for one end, the one that tells more. */
function fromLog(log: string): readonly Advice[] {
  const found = new Map<GpuAdvice, Advice>();
  for (const line of lastLines(log)) {
    const advice = readLine(line);
    if (advice === undefined) continue;
    const before = found.get(advice.code);
    if (before === undefined || (before.detail === undefined && advice.detail !== undefined))
      found.set(advice.code, advice);
  }
  return [...found.values()];
}

function lastLines(log: string): readonly string[] {
  // A progress bar goes back to the start of its line; colours stand between words.
  const lines = stripVTControlCharacters(log.slice(-readCharacters)).split(/\r\n|[\r\n]/u);
  return lines
    .slice(-readLines)
    .toReversed()
    .map((line) => line.slice(0, lineLimit));
}

function readLine(line: string): Advice | undefined {
  for (const { code, line: sign, detail } of signs) {
    const match = sign.exec(line);
    if (match === null) continue;
    const said = detail?.(match)
      ?.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, "")
      .slice(0, 200)
      .trim();
    return { code, ...(said === undefined || said === "" ? {} : { detail: said }) };
  }
  return undefined;
}
