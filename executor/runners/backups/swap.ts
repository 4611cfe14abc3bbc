import { link, rename, rm } from "node:fs/promises";
import { type Step, StepFailure } from "../../runner.ts";
import { exists } from "../vm/folder.ts";
import type { VmHost } from "../vm/host.ts";
import { isOn } from "../vm/power.ts";
import { backupFiles } from "./files.ts";
import type { RestorePlan } from "./plan.ts";

/**
 * Puts what was fetched in the disk's place. The old disk gets a second name first and the new one is then renamed over
 * it, so that at no moment there is none.
 */
export function swapStep(host: VmHost): Step<RestorePlan> {
  const filesOf = ({ uuid, token }: RestorePlan) => backupFiles(host.config.disks, uuid, token);
  return {
    async do(plan) {
      const { overlay, before, fetched } = filesOf(plan);
      if (!(await exists(fetched)) && (await exists(before))) return;
      if (await isOn(host, plan)) throw new StepFailure("step.failed", `${plan.hostName} was started meanwhile`);
      await link(overlay, before).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== "EEXIST") throw error;
      });
      await rename(fetched, overlay);
    },
    async undo(plan) {
      const { overlay, before } = filesOf(plan);
      if (!(await exists(before))) return;
      if (!(await exists(filesOf(plan).fetched))) await stillOff(host, plan);
      await rename(before, overlay);
      // Two names of one file: rename(2) leaves both.
      await rm(before, { force: true });
    },
    probe: async (plan) => (await exists(filesOf(plan).before)) && !(await exists(filesOf(plan).fetched)),
    left: (plan) => [
      {
        what: `the disk of ${plan.hostName} as it was`,
        command: `mv ${filesOf(plan).before} ${filesOf(plan).overlay}`,
      },
    ],
  };
}

async function stillOff(host: VmHost, plan: RestorePlan): Promise<void> {
  if (await isOn(host, plan)) throw new Error(`${plan.hostName} runs from the disk that is to be taken back`);
}

/** Removes the old disk: the guest runs from the new one. */
export function tidyStep(host: VmHost): Step<RestorePlan> {
  const beforeOf = ({ uuid, token }: RestorePlan) => backupFiles(host.config.disks, uuid, token).before;
  return {
    do: (plan) => rm(beforeOf(plan), { force: true }),
    undo: async () => undefined,
    probe: async (plan) => !(await exists(beforeOf(plan))),
    left: (plan) => [{ what: `the old disk of ${plan.hostName}`, command: `rm ${beforeOf(plan)}` }],
  };
}
