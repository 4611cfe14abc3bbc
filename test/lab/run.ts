import { execa } from "execa";

export interface RunOptions {
  input?: string;
  /** Milliseconds; 60 s unless said. */
  timeoutMs?: number;
}

export interface RunResult {
  stdout: string;
  stderr: string;
  /** 127 when the program is not there, -1 when it was ended by a signal or the time limit. */
  exitCode: number;
}

/** The environment of every program the lab starts; nothing of the caller's passes through. */
export const FIXED_ENVIRONMENT = { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", HOME: "/root", LC_ALL: "C.UTF-8", TZ: "UTC" };

/** Runs a program to its end, without a shell. Never throws for what the program did. */
export async function run(argv: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const [file, ...args] = argv;
  if (file === undefined) throw new Error("running a program: no program given");
  const result = await execa(file, args, {
    env: FIXED_ENVIRONMENT,
    extendEnv: false,
    input: options.input ?? "",
    timeout: options.timeoutMs ?? 60_000,
    killSignal: "SIGKILL",
    reject: false,
    stripFinalNewline: false,
  });
  if (result.code === "ENOENT") return { stdout: "", stderr: `no executable "${file}"`, exitCode: 127 };
  const stderr = result.timedOut ? `${result.stderr}\n(ended after its time limit)` : result.stderr;
  return { stdout: result.stdout, stderr, exitCode: result.exitCode ?? -1 };
}

/** Runs a program that has to succeed and gives its standard output; throws an error that names the act. */
export async function must(act: string, argv: readonly string[], options: RunOptions = {}): Promise<string> {
  const result = await run(argv, options);
  if (result.exitCode === 0) return result.stdout;
  const said = (result.stderr.trim() || result.stdout.trim()).split("\n").slice(-5).join("\n");
  throw new Error(`${act}: ${argv[0]} ended with ${result.exitCode}: ${said}`);
}
