import { type FileHandle, mkdir, open, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { z } from "zod";
import { causeSchema } from "./judge.ts";

const level = z.string().regex(/^[A-Za-z0-9_]{1,30}$/);
const shared = { id: z.string().max(60), level, at: z.int() };

/** Which process runs it: a pid is given again, so the time of its start goes with it (proc(5), field 22). */
const processSchema = z.strictObject({ pid: z.int(), startTime: z.string() });
export type RunProcess = z.infer<typeof processSchema>;

const startedSchema = z.strictObject({ t: z.literal("started"), ...shared, process: processSchema });
const endedSchema = z.strictObject({
  t: z.literal("ended"),
  ...shared,
  startedAt: z.int(),
  /** What was run, each with its exit code and the end of what it said. */
  ran: z.array(z.strictObject({ command: z.string(), exitCode: z.int(), stderr: z.string().max(4_000) })),
  causes: z.array(causeSchema),
  /** Whether everything that could be copied was, and the snapshots were moved on. */
  good: z.boolean(),
  /** The rotation was left out: the last copy did not end well, and a good snapshot would have been given up. */
  refused: z.boolean(),
  /** Bytes on the disk of the snapshots; null where there is none. */
  disk: z.strictObject({ total: z.number(), free: z.number() }).nullable(),
});
const drilledSchema = z.strictObject({
  t: z.literal("drilled"),
  at: z.int(),
  files: z.int(),
  bytes: z.number(),
  /** Why it failed; empty: every file came back as it was. */
  wrong: z.array(z.string().max(300)).max(20),
});
const recordSchema = z.discriminatedUnion("t", [startedSchema, endedSchema, drilledSchema]);
export type RunRecord = z.infer<typeof recordSchema>;
export type Started = z.infer<typeof startedSchema>;
export type Ended = z.infer<typeof endedSchema>;
export type Drilled = z.infer<typeof drilledSchema>;

/** The newest part of the file that is read, in bytes: years of runs. */
const mostRead = 4 * 1024 * 1024;

/**
 * Adds a line to the record of runs, a file that only root can write, and resolves when it is on the disk. Everything
 * goes into the file with one write at its end: two wrappers at once do not mix their lines.
 */
export async function addRecord(path: string, record: RunRecord): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const file = await open(path, "a", 0o600);
  try {
    // After a write that a power cut broke off, the next one begins a line of its own.
    await file.appendFile(`${(await isTorn(path)) ? "\n" : ""}${JSON.stringify(record)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** All that is recorded, oldest first; nothing where there is no such file. What is no record is passed over. */
export async function readRecords(path: string): Promise<RunRecord[]> {
  const text = await readEnd(path);
  return text.split("\n").flatMap((line) => {
    const read = recordSchema.safeParse(jsonOf(line));
    return read.success ? [read.data] : [];
  });
}

async function readEnd(path: string): Promise<string> {
  let file: FileHandle;
  try {
    file = await open(path, "r");
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return "";
    throw new Error(`reading ${path}`, { cause });
  }
  try {
    const { size } = await file.stat();
    const length = Math.min(size, mostRead);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, size - length);
    return buffer.toString("utf8", 0, bytesRead);
  } finally {
    await file.close();
  }
}

async function isTorn(path: string): Promise<boolean> {
  const text = await readEnd(path);
  return text !== "" && !text.endsWith("\n");
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** When a process began, in clock ticks since the machine's start; undefined where there is none, or only its corpse. */
export async function startTimeOf(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return fields[0] === "Z" || fields[0] === "X" ? undefined : fields[19];
}

/** Whether the process that a run was begun by is still there. */
export const isAlive = async ({ pid, startTime }: RunProcess): Promise<boolean> =>
  (await startTimeOf(pid)) === startTime;
