import { rm, writeFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { isNoBackupJob, isNoDomain, isNotRunning } from "../../libvirt/virsh.ts";
import { buildXml } from "../../libvirt/xml.ts";
import { type Step, StepFailure } from "../../runner.ts";
import { exists } from "../vm/folder.ts";
import type { VmHost } from "../vm/host.ts";
import { isOn, untilQuiet } from "../vm/power.ts";
import { backupFiles } from "./files.ts";
import type { BackupPlan } from "./plan.ts";

const betweenLooksMs = 200;

/**
 * Catches a running guest's disk as it is at one moment, in a file beside it (libvirt's push backup, with all that the
 * template holds). The disk itself is neither moved nor merged. A guest that is off needs none.
 */
export function captureStep(host: VmHost): Step<BackupPlan> {
  const filesOf = ({ uuid, id }: BackupPlan) => backupFiles(host.config.disks, uuid, id);
  return {
    async do(plan, { signal }) {
      const { capture, order } = filesOf(plan);
      if (!(await isOn(host, plan)) || (await exists(capture))) return;
      await writeFile(order, orderFor(capture), { mode: 0o600 });
      await host.virsh.run(["backup-begin", plan.uuid, order], { act: "catching the guest's disk", signal });
      await rm(order);
      await untilCaught(host, plan, signal);
    },
    undo: (plan) =>
      untilQuiet(host, async () => {
        await host.virsh
          .run(["domjobabort", plan.uuid], { act: "ending the capture of the guest's disk" })
          .catch((error: unknown) => {
            if (!isNoBackupJob(error) && !isNotRunning(error) && !isNoDomain(error)) throw error;
          });
        if (await isCatching(host, plan)) throw new Error("the capture of the guest's disk has not ended yet");
        const { capture, order } = filesOf(plan);
        await Promise.all([rm(capture, { force: true }), rm(order, { force: true })]);
      }),
    probe: async (plan) => plan.boot === null || (await exists(filesOf(plan).capture)),
    left: (plan) => [{ what: `a copy of the disk of ${plan.hostName}`, command: `rm ${filesOf(plan).capture}` }],
  };
}

const orderFor = (file: string): string =>
  buildXml({
    domainbackup: {
      "@mode": "push",
      disks: {
        disk: [
          {
            ...{ "@name": "vda", "@backup": "yes", "@type": "file" },
            ...{ target: { "@file": file }, driver: { "@type": "qcow2" } },
          },
          { "@name": "vdb", "@backup": "no" },
        ],
      },
    },
  });

async function untilCaught(host: VmHost, plan: BackupPlan, signal: AbortSignal): Promise<void> {
  while (await isCatching(host, plan)) await pause(betweenLooksMs, undefined, { signal });
  const ended = await host.virsh
    .run(["domjobinfo", plan.uuid, "--completed", "--keep-completed"], { act: "looking how the capture ended", signal })
    .catch((error: unknown) => {
      if (isNotRunning(error) || isNoDomain(error)) return "";
      throw error;
    });
  // virsh domjobinfo: "Operation: Backup", and why it ended in "Error message:" where it did not end well.
  if (!/^Job type:\s+Completed/m.test(ended) || !/^Operation:\s+Backup/m.test(ended)) {
    throw new StepFailure("step.failed", `the capture of the disk of ${plan.hostName} did not end well`);
  }
}

/** Whether libvirt still copies. */
async function isCatching(host: VmHost, plan: BackupPlan): Promise<boolean> {
  const now = await host.virsh
    .run(["domjobinfo", plan.uuid], { act: "looking at the capture of the guest's disk" })
    .catch((error: unknown) => {
      if (isNotRunning(error) || isNoDomain(error)) return "";
      throw error;
    });
  return /^Operation:\s+Backup/m.test(now);
}
