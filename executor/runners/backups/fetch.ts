import { rename, rm } from "node:fs/promises";
import { type Step, StepFailure } from "../../runner.ts";
import { exists } from "../vm/folder.ts";
import type { VmHost } from "../vm/host.ts";
import { backupFiles } from "./files.ts";
import type { RestorePlan } from "./plan.ts";
import { poolOf } from "./shelf.ts";

const fetchLimitMs = 3_000_000;

/**
 * Fetches the backup into a file beside the guest's disk. It names the template as its backing file, as the definition
 * does, and reads nothing from it: qemu-img writes every cluster then, the empty ones as zeros. So the guest has what
 * was backed up even where the template is another by now.
 */
export function fetchStep(host: VmHost): Step<RestorePlan> {
  const fetchedOf = ({ uuid, token }: RestorePlan) => backupFiles(host.config.disks, uuid, token).fetched;
  return {
    async do(plan, { signal }) {
      const fetched = fetchedOf(plan);
      if (await exists(fetched)) return;
      const part = `${fetched}.part`;
      const qemu = async (act: string, argv: readonly string[]): Promise<void> => {
        const ran = await host.exec.run("qemu-img", argv, { timeoutMs: fetchLimitMs, maxOutput: 64 * 1024, signal });
        if (ran.exitCode === 0) return;
        throw new StepFailure("step.failed", `${act}: qemu-img said: ${ran.stderr.trim().slice(0, 500)}`);
      };
      const from = poolOf(host).address(plan.backup.image);
      const target = ["-O", "qcow2", "-B", plan.template, "-F", "qcow2"];
      await qemu("fetching the backup", ["convert", "-f", "raw", ...target, from, part]);
      // A guest whose disk has grown since keeps its size.
      await qemu("sizing the disk", ["resize", "-q", "-f", "qcow2", part, String(plan.bytes)]);
      await rename(part, fetched);
    },
    async undo(plan) {
      await rm(fetchedOf(plan), { force: true });
      await rm(`${fetchedOf(plan)}.part`, { force: true });
    },
    probe: (plan) => exists(fetchedOf(plan)),
    left: (plan) => [{ what: `what was fetched for ${plan.hostName}`, command: `rm ${fetchedOf(plan)}` }],
  };
}
