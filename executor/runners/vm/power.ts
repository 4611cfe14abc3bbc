import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Definition } from "../../libvirt/definition.ts";
import { isOwner } from "../../libvirt/mark.ts";
import { isNoDomain, isNotRunning, isRunning } from "../../libvirt/virsh.ts";
import { StepFailure } from "../../runner.ts";
import type { VmHost } from "./host.ts";
import type { GuestPlan } from "./plan.ts";

/** How long a guest has to obey its power button, in milliseconds. */
const obeyMs = 60_000;
/** A guest that is still booting misses the button: it is pressed again so long after the first time. */
const pressAgainMs = [4_000, 12_000, 30_000];
const betweenLooksMs = 200;

/**
 * Which run of a guest this is: the process id of its qemu and when that began, from libvirt's NAME.pid.
 * null: it does not run.
 */
export async function bootOf(host: VmHost, hostName: string): Promise<string | null> {
  const path = join(host.runFolder, `${hostName}.pid`);
  try {
    return `${(await readFile(path, "utf8")).trim()} ${(await stat(path)).mtimeMs}`;
  } catch {
    return null;
  }
}

/** When its present run began, in milliseconds since 1970; undefined when it does not run. */
export const bootedAt = (host: VmHost, hostName: string): Promise<number | undefined> =>
  stat(join(host.runFolder, `${hostName}.pid`)).then(
    ({ mtimeMs }) => mtimeMs,
    () => undefined,
  );

/**
 * The plan's guest as libvirt has it now; undefined where there is none. A domain of that UUID without the owner's
 * mark is foreign: StepFailure, nothing is done to it.
 */
export async function ownDomain(host: VmHost, plan: GuestPlan): Promise<Definition | undefined> {
  const domain = await host.domains.byUuid(plan.uuid);
  if (domain === undefined) return undefined;
  if (domain.mark === undefined || !isOwner(domain.mark, plan.owner)) {
    throw new StepFailure("step.failed", `the domain ${plan.uuid} is not marked as a guest of ${plan.owner.name}`);
  }
  return domain;
}

export const isOn = async (host: VmHost, plan: GuestPlan): Promise<boolean> =>
  (await ownDomain(host, plan))?.active === true;

export async function switchOn(host: VmHost, plan: GuestPlan, signal: AbortSignal): Promise<void> {
  await host.virsh.run(["start", plan.uuid], { act: "starting the guest", signal }).catch(unless(isRunning));
}

/** Ends the guest at once, whatever it does; harmless when it is off or gone. */
export async function cutPower(host: VmHost, plan: GuestPlan): Promise<void> {
  if (!(await isOn(host, plan))) return;
  await host.virsh
    .run(["destroy", plan.uuid], { act: "cutting the guest's power" })
    .catch(unless(isNotRunning, isNoDomain));
}

/** Takes a start back, one included that libvirtd may only be beginning. */
export async function switchOffAgain(host: VmHost, plan: GuestPlan): Promise<void> {
  await untilQuiet(host, () => cutPower(host, plan));
}

/** Presses the power button; harmless when it is off. */
export async function pressButton(host: VmHost, plan: GuestPlan, signal: AbortSignal): Promise<void> {
  await host.virsh
    .run(["shutdown", plan.uuid, "--mode=acpi"], { act: "pressing the guest's power button", signal })
    .catch(unless(isNotRunning));
}

/** Whether the run that the plan is about has ended. */
export async function hasEnded(host: VmHost, plan: GuestPlan): Promise<boolean> {
  const boot = await bootOf(host, plan.hostName);
  if (boot !== null && boot === plan.boot) return false;
  return boot !== null || !(await isOn(host, plan));
}

/** Waits until that run has ended, pressing the button again now and then. */
export async function waitUntilOff(host: VmHost, plan: GuestPlan, signal: AbortSignal): Promise<void> {
  const began = performance.now();
  const presses = [...pressAgainMs];
  while (!(await hasEnded(host, plan))) {
    signal.throwIfAborted();
    const waited = performance.now() - began;
    if (waited > obeyMs) {
      throw new StepFailure("guest.ignores_power_button", `${plan.hostName} still runs; --force cuts its power`);
    }
    if (waited > (presses[0] ?? Number.POSITIVE_INFINITY)) {
      presses.shift();
      await pressButton(host, plan, signal);
    }
    await pause(betweenLooksMs);
  }
}

/** Does it, and again until nothing can come any more of what a killed virsh had asked for. */
export async function untilQuiet(host: VmHost, act: () => Promise<void>): Promise<void> {
  await act();
  while (performance.now() < host.virsh.quietAt()) {
    await pause(betweenLooksMs);
    await act();
  }
}

function unless(...harmless: ((error: unknown) => boolean)[]) {
  return (error: unknown): void => {
    if (!harmless.some((is) => is(error))) throw error;
  };
}
