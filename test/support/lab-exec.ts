import type { Exec } from "../../executor/exec.ts";
import { programs } from "../../executor/programs.ts";
import type { Lab } from "../lab/lab.ts";

/** The executor's way to start programs, inside a lab: what they ask is the lab's NSS and the lab's services. */
export const execIn = (lab: Pick<Lab, "run">): Pick<Exec, "run"> => ({
  async run(program, argv, options) {
    const input = typeof options.input === "string" ? { input: options.input } : {};
    const ran = await lab.run([programs[program].path, ...argv], { timeoutMs: options.timeoutMs, ...input });
    return { ...ran, timedOut: false, overflowed: false, cancelled: false, abandoned: false };
  },
});
