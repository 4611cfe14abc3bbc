import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { screenOf } from "./screen-of.ts";

/** A program in a real pseudo-terminal (script(1) makes it), with what its screen shows. */
export interface Pty {
  readonly type: (keys: string) => void;
  readonly screen: () => string;
  /** Waits until the screen fulfils a condition; throws with the screen after the deadline, 15 s unless said. */
  readonly until: (what: string, condition: (screen: string) => boolean, deadlineMs?: number) => Promise<string>;
  readonly exited: Promise<number | null>;
  readonly kill: () => void;
}

const usualDeadlineMs = 15_000;

export interface PtyOptions {
  readonly env: Record<string, string>;
  readonly columns: number;
}

export function startInPty(argv: readonly string[], { env, columns }: PtyOptions): Pty {
  const quoted = argv.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ");
  // script(1) gives its terminal no size when its own input is a pipe.
  const line = `stty cols ${columns} rows 40; exec ${quoted}`;
  const child: ChildProcess = spawn("script", ["--quiet", "--return", "--flush", "--command", line, "/dev/null"], {
    env: { ...env, TERM: "xterm", SHELL: "/bin/sh" },
    stdio: ["pipe", "pipe", "inherit"],
  });
  let output = "";
  child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
    output += chunk;
  });
  const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const screen = (): string => screenOf(output, columns);
  return {
    screen,
    exited,
    type: (keys) => void child.stdin?.write(keys),
    until: async (what, condition, deadlineMs = usualDeadlineMs) => {
      for (const end = Date.now() + deadlineMs; ; await pause(20)) {
        const now = screen();
        if (condition(now)) return now;
        if (Date.now() > end) throw new Error(`the screen never showed ${what}:\n${now}`);
      }
    },
    kill: () => void child.kill("SIGKILL"),
  };
}
