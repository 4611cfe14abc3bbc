import type { GpuEnd, ScriptNote } from "../../../protocol/actions/gpu.ts";
import { gpuJobNameSchema } from "../../../protocol/slurm.ts";

export type Asked = Pick<GpuEnd, "gpus" | "cpus" | "memoryMiB" | "minutes">;
export type Option = keyof Asked | "name";

/** What a script's own lines ask for, and what is said about each of them. */
export interface Directives {
  readonly asked: Partial<Asked>;
  readonly name?: string;
  readonly notes: readonly ScriptNote[];
}

/** So many lines are told of; the rest mean just as little. */
const mostNotes = 50;

/** Within what the action's input takes (protocol/actions/gpu.ts). */
const bounds: Readonly<Record<keyof Asked, readonly [number, number]>> = {
  gpus: [0, 16],
  cpus: [1, 512],
  memoryMiB: [64, 4_194_304],
  minutes: [1, 43_200],
};

/**
 * Reads `#SBATCH` lines (sbatch(1)) up to the first line that is a command. The few that have an option of ours are
 * taken for it, unless that was typed; no other means anything, for Slurm never sees the script's lines.
 */
export function readDirectives(script: Uint8Array, typed: ReadonlySet<Option>): Directives {
  const asked: Partial<Record<keyof Asked, number>> = {};
  const notes: ScriptNote[] = [];
  let name: string | undefined;
  for (const line of Buffer.from(script).toString("utf8").split(/\r?\n/u)) {
    const bare = line.trim();
    if (bare !== "" && !bare.startsWith("#")) break;
    if (!/^#SBATCH\s/u.test(line)) continue;
    const text = clean(line);
    const read = readLine(
      line
        .slice("#SBATCH".length)
        .replace(/\s#.*$/u, "")
        .trim(),
    );
    if (read === undefined || typed.has(read.option)) {
      notes.push({ code: "directive_ignored", text });
      continue;
    }
    if (read.option === "name") name = read.value;
    else asked[read.option] = read.value;
    notes.push({ code: "directive_taken", text });
  }
  return { asked, ...(name === undefined ? {} : { name }), notes: notes.slice(0, mostNotes) };
}

const clean = (line: string): string => line.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, "").slice(0, 200);

type Read =
  | { readonly option: keyof Asked; readonly value: number }
  | { readonly option: "name"; readonly value: string };

function readLine(text: string): Read | undefined {
  const [, long, short, value = ""] = /^(?:--([a-z-]+)(?:=|\s+)|-([a-zA-Z])\s*=?)(\S+)$/u.exec(text) ?? [];
  switch (long ?? short ?? "") {
    case "gres":
      return number("gpus", /^gpu(?::[A-Za-z][\w.-]*)?(?::(\d{1,4}))?$/u.exec(value), (match) => Number(match[1] ?? 1));
    case "gpus":
    case "gpus-per-node":
    case "G":
      return number("gpus", /^(?:[A-Za-z][\w.-]*:)?(\d{1,4})$/u.exec(value), (match) => Number(match[1]));
    case "cpus-per-task":
    case "c":
      return number("cpus", /^(\d{1,5})$/u.exec(value), (match) => Number(match[1]));
    case "mem":
      return number("memoryMiB", /^(\d{1,12})([KMGT]?)B?$/iu.exec(value), inMebibytes);
    case "time":
    case "t":
      return number("minutes", duration.exec(value), inMinutes);
    case "job-name":
    case "J":
      return gpuJobNameSchema.safeParse(value).success ? { option: "name", value } : undefined;
    default:
      return undefined;
  }
}

function number(
  option: keyof Asked,
  match: RegExpExecArray | null,
  how: (match: RegExpExecArray) => number,
): Read | undefined {
  if (match === null) return undefined;
  const value = how(match);
  const [least, most] = bounds[option];
  return value >= least && value <= most ? { option, value } : undefined;
}

const factors: Readonly<Record<string, number>> = { k: 1 / 1024, m: 1, "": 1, g: 1024, t: 1_048_576 };
const inMebibytes = ([, size, unit = ""]: RegExpExecArray): number =>
  Math.ceil(Number(size) * (factors[unit.toLowerCase()] ?? 1));

const duration = /^(?:(\d{1,4})-)?(\d{1,6})(?::(\d{1,2}))?(?::(\d{1,2}))?$/u;

/** Slurm's durations in minutes; undefined: endless, or none. */
export function minutesOf(text: string): number | undefined {
  const match = duration.exec(text);
  return match === null ? undefined : inMinutes(match);
}

/** minutes, minutes:seconds, hours:minutes:seconds, days-hours, days-hours:minutes, days-hours:minutes:seconds. */
function inMinutes([, days, first, second, third]: RegExpExecArray): number {
  const [a, b, c] = [Number(first), Number(second ?? 0), Number(third ?? 0)];
  if (days !== undefined) return Number(days) * 1_440 + a * 60 + b + Math.ceil(c / 60);
  return third === undefined ? a + Math.ceil(b / 60) : a * 60 + b + Math.ceil(c / 60);
}
