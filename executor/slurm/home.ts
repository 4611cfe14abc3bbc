import type { Exec, RunOptions } from "../exec.ts";
import type { Known } from "../facts.ts";
import type { ProgramName } from "../programs.ts";
import { StepFailure } from "../runner.ts";
import { mine } from "../runners/backup/mine.ts";

/** What is done in a person's home, by themselves, in a view of it: a link that leads elsewhere leads nowhere. */
export interface HomeOf {
  readonly run: (
    program: ProgramName,
    argv: readonly string[],
    options?: Partial<RunOptions>,
  ) => ReturnType<Exec["run"]>;
  /** What there is at a path below the home, itself and not what it links to; undefined: nothing that can be seen. */
  readonly stat: (path: string) => Promise<{ readonly kind: string; readonly bytes: number } | undefined>;
  readonly read: (path: string, mostBytes: number) => Promise<Buffer>;
  /** Makes a folder and those above it. */
  readonly folder: (path: string) => Promise<void>;
  /** Puts a file there, in place of what it held. Follows no link. */
  readonly write: (path: string, content: Uint8Array) => Promise<void>;
}

const limits = { timeoutMs: 20_000, maxOutput: 4 * 1024 * 1024 };

export function homeOf(exec: Exec, person: Known, signal?: AbortSignal): HomeOf {
  const view = { readable: [], writable: [[person.home, mine]] } as const;
  const run: HomeOf["run"] = (program, argv, options) =>
    exec.run(program, argv, { ...limits, as: person, view, ...(signal === undefined ? {} : { signal }), ...options });
  const act = async (program: ProgramName, argv: readonly string[], options?: Partial<RunOptions>) => {
    const ran = await run(program, argv, options);
    if (ran.exitCode === 0) return ran.stdout;
    if (ran.timedOut) throw new StepFailure("gpu.home", "the home does not answer");
    const full = /No space left|quota exceeded/u.test(ran.stderr);
    throw new StepFailure(full ? "gpu.home_full" : "gpu.home", `${program}: ${ran.stderr.slice(0, 300)}`);
  };
  return {
    run,
    async stat(path) {
      const ran = await run("find", ["-P", `${mine}/${path}`, "-maxdepth", "0", "-printf", "%y %s"]);
      const [, kind, bytes] = /^(\w) (\d+)$/u.exec(ran.stdout) ?? [];
      return kind === undefined ? undefined : { kind, bytes: Number(bytes) };
    },
    async read(path, mostBytes) {
      // Output of programs is text; so that any bytes come through, each is a character of latin1 in base64.
      const text = await act("base64", ["--wrap=0", "--", `${mine}/${path}`], { maxOutput: mostBytes * 2 });
      return Buffer.from(text, "base64");
    },
    async folder(path) {
      await act("mkdir", ["-p", "-m", "0700", "--", `${mine}/${path}`]);
    },
    async write(path, content) {
      await act("dd", [`of=${mine}/${path}`, "oflag=nofollow", "conv=fsync", "status=none"], { input: content });
    },
  };
}
