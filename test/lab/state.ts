import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { LAB_ROOT } from "./paths.ts";
import { isAlive } from "./processes.ts";

const Process = z.object({ pid: z.number().int(), startTime: z.number() });

const State = z.object({
  version: z.literal(1),
  name: z.string(),
  /** Names link and subnets; no two labs of this machine share one. */
  index: z.number().int().min(1).max(254),
  components: z.array(z.enum(["redis", "vm", "munge", "ceph", "ceph-osd", "ceph-fs"])),
  phase: z.enum(["starting", "ready"]),
  /** Who is starting it; when that process is gone before it is ready, the lab is a wreck. */
  starter: Process,
  /** A lab that belongs to a test goes when the test's process is gone. */
  owner: Process.optional(),
  keeper: Process.extend({ pidNamespace: z.string() }).optional(),
});

/** What is written down about a lab, in its folder, before anything is made that could be left over. */
export type LabState = z.infer<typeof State>;
export type LabComponent = LabState["components"][number];

export function labFolder(name: string): string {
  return join(LAB_ROOT, name);
}

/** A lab's name becomes part of paths of sockets, which must stay short. */
export function isLabName(name: string): boolean {
  return /^[a-z0-9][a-z0-9-]{0,31}$/.test(name);
}

/** Writes the whole state at once: whoever reads sees the old one or the new one. */
export async function writeState(state: LabState): Promise<void> {
  const folder = labFolder(state.name);
  await mkdir(folder, { recursive: true, mode: 0o711 });
  await writeFile(join(folder, "state.json.new"), `${JSON.stringify(state, undefined, 2)}\n`);
  await rename(join(folder, "state.json.new"), join(folder, "state.json"));
}

/** Undefined when there is no such lab, or nothing readable about it. */
export async function readState(name: string): Promise<LabState | undefined> {
  const text = await readFile(join(labFolder(name), "state.json"), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return State.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** The names of all labs that have a folder, running or not. */
export async function labNames(): Promise<string[]> {
  const names = await readdir(LAB_ROOT).catch(() => []);
  return names.filter(isLabName).sort();
}

/** A wreck: its starter died on the way, its owner is gone, or its keeper was killed. */
export function isWreck(state: LabState | undefined): boolean {
  if (state === undefined) return true;
  if (state.owner !== undefined && !isAlive(state.owner)) return true;
  if (state.phase === "starting") return !isAlive(state.starter);
  return state.keeper === undefined || !isAlive(state.keeper);
}
