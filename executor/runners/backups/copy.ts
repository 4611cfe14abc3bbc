import { rm } from "node:fs/promises";
import type { BackupRecord } from "../../backups/record.ts";
import { type Step, StepFailure } from "../../runner.ts";
import { exists } from "../vm/folder.ts";
import type { VmHost } from "../vm/host.ts";
import { backupFiles } from "./files.ts";
import type { BackupPlan } from "./plan.ts";
import { poolOf } from "./shelf.ts";

const copyLimitMs = 3_000_000;

const recordOf = (host: VmHost, plan: BackupPlan, usedMiB: number | undefined): BackupRecord => ({
  ...{ v: 1, id: plan.id, owner: plan.owner, guest: plan.uuid, name: plan.name, host: host.name },
  ...{ takenAt: plan.takenAt, bytes: plan.bytes },
  ...(usedMiB === undefined ? { usedMiB: 0, state: "making" } : { usedMiB, state: "whole" }),
});

/** Makes the image, empty, with a record that says whose it is and that it is no backup yet. */
export function imageStep(host: VmHost): Step<BackupPlan> {
  return {
    async do(plan) {
      await poolOf(host).create(plan.image, plan.bytes);
      await poolOf(host).setRecord(plan.image, recordOf(host, plan, undefined));
    },
    undo: ({ image }, { signal }) => poolOf(host).remove(image, signal),
    probe: async ({ image, id }) => (await poolOf(host).record(image))?.id === id,
    left: ({ image, hostName }) => [{ what: `unfinished backup of ${hostName}`, command: poolOf(host).removal(image) }],
  };
}

/** Fills the image. Every format is named: what a guest wrote onto its disk is never looked at to find out. */
export function copyStep(host: VmHost): Step<BackupPlan> {
  return {
    async do(plan, { signal }) {
      const { capture, overlay } = backupFiles(host.config.disks, plan.uuid, plan.id);
      const from = (await exists(capture)) ? capture : overlay;
      const argv = ["convert", "-n", "-f", "qcow2", "-O", "raw", from, poolOf(host).address(plan.image)];
      const ran = await host.exec.run("qemu-img", argv, { timeoutMs: copyLimitMs, maxOutput: 64 * 1024, signal });
      if (ran.exitCode === 0) return;
      throw new StepFailure("step.failed", `copying the disk: qemu-img said: ${ran.stderr.trim().slice(0, 500)}`);
    },
    undo: async () => undefined,
    // Whether it was all copied is only known by who copied it: the record says so in the next step.
    probe: async (plan) => (await poolOf(host).record(plan.image))?.state === "whole",
  };
}

/** Says that the image is whole, and puts the file beside the disk away. */
export function sealStep(host: VmHost): Step<BackupPlan> {
  return {
    async do(plan) {
      const usedMiB = Math.ceil((await poolOf(host).used(plan.image)) / 1024 ** 2);
      await poolOf(host).setRecord(plan.image, recordOf(host, plan, usedMiB));
    },
    undo: async () => undefined,
    probe: async (plan) => {
      const record = await poolOf(host).record(plan.image);
      return record?.id === plan.id && record.state === "whole";
    },
  };
}

export const putAway = (host: VmHost, { uuid, id }: BackupPlan): Promise<void> =>
  rm(backupFiles(host.config.disks, uuid, id).capture, { force: true });
