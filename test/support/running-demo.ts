import { existsSync, readFileSync } from "node:fs";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { labNameFor } from "../../bin/demo/arguments.ts";
import { type LaunchState, readState } from "../../bin/launch/state.ts";
import { LAB_ROOT } from "../lab/paths.ts";

const dist = join(import.meta.dirname, "../../dist");

/** A demo in a folder of its own, beside whatever else runs on this machine. */
export interface RunningDemo {
  readonly dir: string;
  /** For programs that write into the person's home. */
  readonly home: string;
  /** Runs `npm run demo` with these arguments, as it is after set-up. */
  readonly demo: (...args: string[]) => Promise<Ran>;
  readonly shisa: (...args: string[]) => Promise<Ran>;
  readonly state: () => Promise<LaunchState>;
  /** Everything of it that can be found on this machine: folders, processes, mounts, bridges. */
  readonly remains: () => Promise<string[]>;
  readonly remove: () => Promise<void>;
}

interface Ran {
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

export async function createDemo(): Promise<RunningDemo> {
  const outer = await mkdtemp(join(tmpdir(), "shisa-demo-"));
  await chmod(outer, 0o711); // the bot's user has to pass
  const dir = join(outer, "state");
  const run = async (program: string, args: readonly string[]): Promise<Ran> => {
    const { exitCode, stdout, stderr } = await execa(process.execPath, [join(dist, program), ...args], {
      env: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", HOME: outer, LANG: "C.UTF-8", SHISA_STATE: dir },
      extendEnv: false,
      reject: false,
      stdin: "ignore",
      timeout: 170_000,
    });
    return { exitCode, stdout, stderr };
  };
  const demo = (...args: string[]): Promise<Ran> => run("bin/demo.js", args);
  const lab = join(LAB_ROOT, labNameFor(dir));
  return {
    dir,
    home: outer,
    demo,
    shisa: (...args) => run("bin/shisa.js", args),
    state: async () => {
      const state = await readState(dir);
      if (state === undefined) throw new Error("the demo has written no state down");
      return state;
    },
    remains: async () => {
      const processes = (await execa("ps", ["-eo", "pid=,args="])).stdout.split("\n");
      return [
        ...[dir, lab].filter(existsSync),
        ...processes.filter((line) => line.includes(dir) || line.includes(lab)),
        ...readFileSync("/proc/self/mountinfo", "utf8")
          .split("\n")
          .filter((line) => line.includes(lab)),
      ];
    },
    remove: async () => {
      await demo("--stop");
      await rm(outer, { recursive: true, force: true });
    },
  };
}
