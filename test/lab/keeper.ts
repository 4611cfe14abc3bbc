import { execa } from "execa";
import {
  commandLine,
  environmentOf,
  isAlive,
  isDead,
  listProcesses,
  type ProcessRef,
  pidNamespaceOf,
  readProcess,
  signal,
} from "./processes.ts";
import { FIXED_ENVIRONMENT } from "./run.ts";
import { waitFor } from "./wait.ts";

export type Keeper = ProcessRef & { pidNamespace: string };

/**
 * Starts the keeper: the first process of the lab's own PID, mount and network namespaces. When it dies, the kernel
 * ends every process in there, however often it forked, and with them go bridges, taps and firewall rules. It ignores
 * SIGCHLD, so the kernel reaps what it inherits.
 */
export async function startKeeper(folder: string): Promise<Keeper> {
  const child = execa(
    "unshare",
    [
      ...["--mount", "--net", "--pid", "--fork", "--kill-child=KILL", "--mount-proc", "--propagation", "private"],
      ...["env", "--chdir=/", "--ignore-signal=CHLD", mark(folder), "sleep", "infinity"],
    ],
    { detached: true, stdio: "ignore", cleanup: false, env: FIXED_ENVIRONMENT, extendEnv: false, reject: false },
  );
  child.unref();
  return await waitFor(
    "the lab's keeper",
    () => {
      if (child.exitCode !== null) throw new Error(`starting the lab's keeper: unshare ended with ${child.exitCode}`);
      const found = listProcesses().find((process) => process.parent === child.pid && process.comm === "sleep");
      const pidNamespace = found === undefined ? undefined : pidNamespaceOf(found.pid);
      if (found === undefined || pidNamespace === undefined) return undefined;
      return { pid: found.pid, startTime: found.startTime, pidNamespace };
    },
    { timeoutMs: 10_000, everyMs: 10 },
  );
}

/** Ends a lab's keepers, and with them all that runs in the lab. Returns when nothing of it runs any more. */
export async function killKeepers(folder: string, known: Keeper | undefined): Promise<void> {
  const namespaces = new Set<string>();
  if (known !== undefined) namespaces.add(known.pidNamespace);
  for (const pid of keeperPids(folder)) {
    const namespace = pidNamespaceOf(pid);
    const isInside = readProcess(pid)?.comm === "sleep";
    if (isInside && namespace !== undefined) namespaces.add(namespace);
    signal(pid, "SIGKILL");
  }
  if (known !== undefined && isAlive(known)) signal(known.pid, "SIGKILL");
  const own = pidNamespaceOf(process.pid);
  if (own !== undefined) namespaces.delete(own);
  await waitFor("the end of all that ran in the lab", () => (anyoneIn(namespaces) ? undefined : true), {
    timeoutMs: 20_000,
    everyMs: 20,
  });
}

/** The unshare that started a keeper, and the keeper: known by their mark even when nothing was written down. */
export function keeperPids(folder: string): number[] {
  const marked = mark(folder);
  return listProcesses()
    .filter(({ comm, pid }) => {
      if (comm === "unshare" || comm === "env") return commandLine(pid).includes(marked);
      return comm === "sleep" && environmentOf(pid).includes(marked);
    })
    .map(({ pid }) => pid);
}

function mark(folder: string): string {
  return `SHISA_LAB=${folder}`;
}

function anyoneIn(namespaces: Set<string>): boolean {
  return listProcesses().some((process) => {
    const namespace = pidNamespaceOf(process.pid);
    return namespace !== undefined && namespaces.has(namespace) && !isDead(process);
  });
}
