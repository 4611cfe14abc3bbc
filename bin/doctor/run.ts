import { execa } from "execa";

const timeoutMs = 10_000;
const textLimit = 300;

/** Runs a program to its end, for ten seconds at most; gives what it said, or why it did not end well on one line. */
export async function run(argv: readonly string[]): Promise<{ ok: boolean; text: string }> {
  const [file = "", ...args] = argv;
  const env = { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", LC_ALL: "C" };
  const options = { env, extendEnv: false, reject: false, stdin: "ignore" } as const;
  // Ceph's programs, waiting for a monitor, end for nothing less.
  const ran = await execa(file, args, { ...options, timeout: timeoutMs, killSignal: "SIGKILL" });
  if (ran.exitCode === 0) return { ok: true, text: ran.stdout };
  const said = ran.timedOut ? "no answer in time" : ran.stderr || (ran.shortMessage ?? "");
  return { ok: false, text: said.trim().replaceAll(/\s+/gu, " ").slice(0, textLimit) };
}
