import { type ChildProcess, spawn } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { insidePid } from "../../lab/inside.ts";
import type { Lab } from "../../lab/lab.ts";
import { waitFor } from "../../support/wait.ts";

/** A folder whose file system can be made to answer nothing, as a dead file server's does. */
export interface HungFolder {
  readonly hang: () => void;
  readonly letGo: () => void;
  /** Takes it away; whoever hangs on it gets an error. */
  readonly remove: () => Promise<void>;
}

/**
 * Puts a FUSE file system (bindfs) over a folder inside a lab; it shows what was there before.
 * @param how `killable`: who waits for it can still be killed. `unkillable`: not even with -9, because the request has
 *   been taken up by a file system that itself waits for one that is stopped (fuse's request_wait_answer)
 */
export async function hungFolder(lab: Lab, path: string, how: "killable" | "unkillable"): Promise<HungFolder> {
  const below = join(dirname(path), `.below-${Date.now()}`);
  await mkdir(join(lab.dir, below), { recursive: true });
  await lab.run(["mount", "--bind", path, below]);
  const middle = `${below}-middle`;
  await mkdir(join(lab.dir, middle), { recursive: true });
  const first = await mount(lab, below, how === "killable" ? path : middle);
  const second = how === "killable" ? undefined : await mount(lab, middle, path);
  const signal = (name: NodeJS.Signals) => () => {
    const pid = insidePid(first.pid ?? 0);
    if (pid !== undefined) process.kill(pid, name);
  };
  return {
    hang: signal("SIGSTOP"),
    letGo: signal("SIGCONT"),
    async remove() {
      signal("SIGCONT")();
      for (const child of [second, first]) child?.kill("SIGKILL");
      for (const mounted of [path, middle, below]) await lab.run(["umount", "--lazy", mounted]);
    },
  };
}

async function mount(lab: Lab, from: string, to: string): Promise<ChildProcess> {
  const [program = "", ...argv] = lab.enter(["bindfs", "-f", "-o", "allow_other,nonempty", from, to]);
  const child = spawn(program, argv, { stdio: "ignore" });
  await waitFor(`${to} to be mounted`, async () => {
    const { stdout } = await lab.run(["findmnt", "--noheadings", "--output", "FSTYPE", "--mountpoint", to]);
    return stdout.includes("fuse");
  });
  return child;
}
