import type { Exec, Ran } from "../exec.ts";

/** virsh ended with an error. `said` is what it wrote, one line. */
class VirshError extends Error {
  override readonly name = "VirshError";
  readonly said: string;
  constructor(act: string, said: string) {
    super(`${act}: virsh said: ${said}`);
    this.said = said;
  }
}

export interface VirshOptions {
  /** What is being done, in words: "starting the guest". */
  readonly act: string;
  readonly signal?: AbortSignal;
  /** Milliseconds; 60 s unless said. */
  readonly timeoutMs?: number;
}

/** libvirt, by its own command line program: one process a call, 20 to 50 ms. */
export interface Virsh {
  /** Runs one virsh command and gives its standard output. Throws a VirshError. */
  readonly run: (argv: readonly string[], options: VirshOptions) => Promise<string>;
  /** Hands over each line of a command that goes on; gives what ends it. */
  readonly follow: (argv: readonly string[], onLine: (line: string) => void, onEnd: () => void) => () => Promise<void>;
  /**
   * When everything that an interrupted virsh may have asked for has become visible, by performance.now():
   * libvirtd finishes what it has begun though virsh was killed, be it by us or with an earlier executor.
   */
  readonly quietAt: () => number;
}

/** How long libvirtd may take to make visible what a killed virsh had just asked for, in milliseconds. */
const settleMs = 1_500;

export function createVirsh(exec: Exec, uri: string): Virsh {
  let interruptedAt = performance.now();
  const run = async (argv: readonly string[], options: VirshOptions): Promise<string> => {
    const ran = await exec.run("virsh", ["-q", "-c", uri, ...argv], {
      timeoutMs: options.timeoutMs ?? 60_000,
      maxOutput: 16 * 1024 * 1024,
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    if (ran.exitCode === 0) return ran.stdout;
    if (ran.exitCode === -1) interruptedAt = performance.now();
    throw new VirshError(options.act, complaint(ran));
  };
  return {
    run,
    follow: (argv, onLine, onEnd) => exec.spawnLines("virsh", ["-q", "-c", uri, ...argv], { onLine, onEnd }),
    quietAt: () => interruptedAt + settleMs,
  };
}

function complaint(ran: Ran): string {
  if (ran.cancelled) return "(cancelled)";
  if (ran.timedOut) return "(no answer within its time limit)";
  if (ran.overflowed) return "(too much output)";
  const said = ran.stderr
    .replaceAll(/^error: /gm, "")
    .replaceAll(/\s+/g, " ")
    .trim();
  return said === "" ? `(exit code ${ran.exitCode})` : said.slice(0, 1_000);
}

const says = (error: unknown, pattern: RegExp): boolean => error instanceof VirshError && pattern.test(error.said);

/** There is no such domain. */
export const isNoDomain = (error: unknown): boolean => says(error, /failed to get domain|Domain not found/);
/** The domain is off already. */
export const isNotRunning = (error: unknown): boolean => says(error, /domain is not running/);
/** The domain runs already. */
export const isRunning = (error: unknown): boolean => says(error, /already (active|running)/);
/** No job of libvirt's is under way for the domain. */
export const isNoBackupJob = (error: unknown): boolean => says(error, /no job is active on the domain/);
/** The network has a reservation with that MAC, name or address already. */
export const isReserved = (error: unknown): boolean => says(error, /there is an existing dhcp host entry/);
/** The network has no such reservation. */
export const isNotReserved = (error: unknown): boolean => says(error, /couldn't locate a matching dhcp host entry/);
