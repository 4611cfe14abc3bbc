import { gpuJob } from "../protocol/actions/gpu.ts";
import { vmCreate } from "../protocol/actions/vm.ts";
import { vmDisk } from "../protocol/actions/vm-disk.ts";
import { findAction } from "../protocol/catalogue.ts";
import { accepted, type Outcome, refuse, refused } from "../protocol/refusal.ts";
import { cost } from "./amounts.ts";
import { argumentsOf } from "./arguments.ts";
import type { Question } from "./facts.ts";
import type { Limits } from "./limits.ts";
import type { Permission } from "./permissions.ts";

export const noAmount: Limits = { guests: 0, cpus: 0, memoryMiB: 0, diskGiB: 0, gpus: 0 };

/**
 * What an action would take from its owner's limits. Starting a guest that runs takes nothing more.
 * Refused with input.invalid where the input is not the action's own.
 */
export function requestOf(
  action: Permission,
  { input, target, inputTaken }: Pick<Question, "input" | "target" | "inputTaken">,
): Outcome<Limits> {
  if (action === "vm.create") {
    const read = vmCreate.input.safeParse(input);
    if (!read.success) return invalid(read.error.issues[0]?.path);
    const { cpu, memoryMiB, diskGiB } = read.data;
    return accepted({ ...noAmount, guests: 1, cpus: cpu, memoryMiB, diskGiB });
  }
  if (action === "vm.disk") {
    const read = vmDisk.input.safeParse(input);
    if (!read.success) return invalid(read.error.issues[0]?.path);
    // Only what it grows by is held more than before.
    return accepted({ ...noAmount, diskGiB: Math.max(0, cost(read.data.diskGiB - (target?.diskGiB ?? 0))) });
  }
  if (action === "gpu.job") {
    const read = gpuJob.input.safeParse(input);
    // What is kept of it for an audit lacks the script.
    if (!read.success && inputTaken !== true) return invalid(read.error.issues[0]?.path);
    const { gpus } = argumentsOf(input);
    return accepted({ ...noAmount, gpus: cost(typeof gpus === "number" ? gpus : 0) });
  }
  const read = inputTaken === true ? undefined : findAction(action)?.input.safeParse(input);
  if (read?.success === false) return invalid(read.error.issues[0]?.path);
  if ((action === "vm.start" || action === "vm.restart") && target?.running === false)
    return accepted({ ...noAmount, cpus: cost(target.cpu), memoryMiB: cost(target.memoryMiB) });
  return accepted(noAmount);
}

const invalid = (path: readonly PropertyKey[] = []) =>
  refused(refuse("input.invalid", { field: path.map(String).join(".").slice(0, 200) }));
