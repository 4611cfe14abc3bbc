import { readFile, rename, rm, writeFile } from "node:fs/promises";
import type { Step } from "../../runner.ts";
import type { VmHost } from "../vm/host.ts";
import { bootOf, cutPower, hasEnded, isOn, switchOffAgain } from "../vm/power.ts";
import { startStep } from "../vm/start.ts";
import { backupFiles } from "./files.ts";
import type { RestorePlan } from "./plan.ts";

/** Cuts the guest's power: what it would still write is about to go anyway. Taken back, it runs again. */
export function offStep(host: VmHost): Step<RestorePlan> {
  return {
    do: (plan) => cutPower(host, plan),
    async undo(plan, job) {
      if (plan.boot !== null && !(await isOn(host, plan))) await startStep(host).do(plan, job);
    },
    probe: async (plan) => !(await isOn(host, plan)),
    left: ({ uuid, hostName }) => [{ what: `${hostName} is off`, command: `virsh start ${uuid}` }],
  };
}

/** Starts the guest where it ran, and then writes down that this restoration worked: from here it is carried on. */
export function againStep(host: VmHost): Step<RestorePlan> {
  const markOf = ({ uuid, token }: RestorePlan) => backupFiles(host.config.disks, uuid, token).restored;
  const isMarked = async (plan: RestorePlan): Promise<boolean> =>
    (await readFile(markOf(plan), "utf8").catch(() => "")) === plan.token;
  return {
    async do(plan, job) {
      if (plan.boot !== null) await startStep(host).do(plan, job);
      await writeFile(`${markOf(plan)}.new`, plan.token, { mode: 0o600, flush: true });
      await rename(`${markOf(plan)}.new`, markOf(plan));
    },
    async undo(plan) {
      if (await isMarked(plan)) await rm(markOf(plan), { force: true });
      // Only a run that this restoration began is ended: before, the guest's own may still be going on.
      const isNew = plan.boot !== null && (await bootOf(host, plan.hostName)) !== null && (await hasEnded(host, plan));
      if (isNew) await switchOffAgain(host, plan);
    },
    probe: isMarked,
  };
}
