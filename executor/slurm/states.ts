import { z } from "zod";
import type { GpuState } from "../../protocol/slurm.ts";

/** Slurm's base states (squeue(1), "JOB STATE CODES") that are an end. */
const ends: Readonly<Record<string, GpuState>> = {
  COMPLETED: "completed",
  FAILED: "failed",
  CANCELLED: "cancelled",
  TIMEOUT: "timeout",
  OUT_OF_MEMORY: "out_of_memory",
  NODE_FAIL: "node_fail",
  BOOT_FAIL: "node_fail",
  PREEMPTED: "preempted",
  REVOKED: "cancelled",
  DEADLINE: "deadline",
};

/** The state that a word of Slurm's means, if it is an end: sacct says `CANCELLED by 1000`. */
export const endOf = (word: string): GpuState | undefined => ends[word.split(/[ +]/u, 1)[0] ?? ""];

/** What is known of a job that has ended. Times are milliseconds since 1970. */
export interface SlurmEnd {
  readonly state: GpuState;
  readonly exitCode: number | null;
  readonly signal: number | null;
  readonly reason: string | null;
  readonly submittedAt: number | null;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly nodes: string | null;
}

/** 22.05 gives integers and words; 23.11 `{set, infinite, number}` and lists of words. */
const integer = z.union([
  z.number(),
  z.looseObject({ number: z.number() }).transform(({ number }) => number),
  z.null().transform(() => 0),
]);
const exit = z.union([
  z.number().transform((status) => ({ code: status >> 8, signal: status & 0x7f })),
  z
    .looseObject({
      return_code: integer.default(0),
      signal: z.looseObject({ id: integer.optional(), signal_id: integer.optional() }).optional(),
    })
    .transform(({ return_code: code, signal }) => ({ code, signal: signal?.id ?? signal?.signal_id ?? 0 })),
]);

const jobSchema = z.looseObject({
  job_id: z.int(),
  user_id: z.int(),
  comment: z.string().nullish(),
  job_state: z.union([z.string(), z.array(z.string()).transform((words) => words.join(" "))]),
  state_reason: z.string().nullish(),
  exit_code: exit,
  submit_time: integer,
  start_time: integer,
  end_time: integer,
  nodes: z.string().nullish(),
});
export type SlurmJob = z.infer<typeof jobSchema>;

/** The jobs of `squeue --json`. */
export const readQueue = (json: string): readonly SlurmJob[] =>
  z.looseObject({ jobs: z.array(jobSchema) }).parse(JSON.parse(json)).jobs;

const time = (seconds: number): number | null => (seconds > 0 ? seconds * 1_000 : null);

/** How a job ended; undefined: it has not, or its node is still being cleaned up. */
export function endOfJob(job: SlurmJob): SlurmEnd | undefined {
  if (job.job_state.includes("COMPLETING")) return undefined;
  const state = endOf(job.job_state);
  if (state === undefined) return undefined;
  const { signal } = job.exit_code;
  const reason = job.state_reason ?? "";
  return {
    ...{ state, ...codes(state, job.exit_code.code, signal), reason: isWord(reason) ? reason : null },
    ...{ submittedAt: time(job.submit_time), startedAt: startOf(job), endedAt: time(job.end_time) },
    nodes: job.nodes === undefined || job.nodes === "" ? null : job.nodes,
  };
}

/** A job that was cancelled while it waited has a start that is its end. */
const startOf = ({ start_time: start, nodes }: SlurmJob): number | null =>
  nodes === undefined || nodes === null || nodes === "" ? null : time(start);

const isWord = (reason: string): boolean => /^[A-Za-z_]{1,60}$/u.test(reason) && reason !== "None";

function codes(state: GpuState, code: number, signal: number) {
  const isOwn = state === "completed" || (state === "failed" && signal === 0);
  return { exitCode: isOwn ? code : null, signal: signal > 0 ? signal : null };
}

/** The fields asked of sacct(1): numbers and Slurm's own words, nothing that a person chose. */
export const accountingFields = "JobIDRaw,UID,State,ExitCode,Submit,Start,End,NodeList";

/** Lines of `sacct -n -P -X` with SLURM_TIME_FORMAT=%s. */
export function readAccounts(text: string): ReadonlyMap<number, { readonly uid: number; readonly end: SlurmEnd }> {
  const found = new Map<number, { uid: number; end: SlurmEnd }>();
  for (const line of text.split("\n")) {
    const [id = "", uid = "", word = "", exitCode = "", submit, start, end, nodes = ""] = line.split("|");
    const state = endOf(word);
    const [, code, signal] = /^(\d{1,3}):(\d{1,3})$/u.exec(exitCode) ?? [];
    if (state === undefined || !/^\d{1,10}$/u.test(id)) continue;
    found.set(Number(id), {
      uid: Number(uid),
      end: {
        ...{ state, ...codes(state, Number(code ?? 0), Number(signal ?? 0)), reason: null },
        ...{ submittedAt: time(Number(submit) || 0), startedAt: time(Number(start) || 0) },
        endedAt: time(Number(end) || 0),
        nodes: /^[\w.,[\]-]{1,300}$/u.test(nodes) ? nodes : null,
      },
    });
  }
  return found;
}
