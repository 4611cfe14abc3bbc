import type { z } from "zod";
import type { reachableSchema } from "../../../protocol/actions/vm.ts";
import { opens } from "../../addresses/alive.ts";
import { type Step, StepFailure } from "../../runner.ts";
import type { VmHost } from "./host.ts";
import type { GuestPlan } from "./plan.ts";
import { bootedAt, isOn } from "./power.ts";

/** A guest that is not seen by then is told to be unseen, in milliseconds. */
const patienceMs = 120_000;
/** So long a guest that answers may take until its ssh server does too, in milliseconds. */
const sshPatienceMs = 30_000;
/** How often it is looked whether a guest that is waited for still runs, in milliseconds. */
const roundMs = 15_000;
/** How long a look at a running guest may take, in milliseconds. */
const glanceMs = 700;

/** Where the guest of each plan was seen and whether ssh was open there, from a job's last step to its result. */
const seen = new WeakMap<GuestPlan, { readonly address: string; readonly sshOpen: boolean }>();

/** The address at which a guest answers in its present run, within so many milliseconds. */
export async function seenAddress(
  host: VmHost,
  guest: { readonly mac: string; readonly hostName: string },
  limitMs = glanceMs,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const since = await bootedAt(host, guest.hostName);
  if (since === undefined) return undefined;
  const patience = { deadline: performance.now() + limitMs, ...(signal === undefined ? {} : { signal }) };
  return host.book.seenSince(guest.mac, since, patience);
}

/**
 * The step that waits for the guest's address, and then until one can log in there. A guest without an ssh server has
 * an address all the same: its owner is told that ssh is not open. `patience` in milliseconds, for tests.
 */
export function addressStep<Plan extends GuestPlan>(host: VmHost, patience = patienceMs): Step<Plan> {
  return {
    async do(plan, job) {
      const until = performance.now() + patience;
      let isRunning = true;
      while (isRunning && performance.now() < until) {
        const address = await seenAddress(host, plan, Math.min(roundMs, until - performance.now()), job.signal);
        if (address !== undefined) {
          const limit = Math.min(until, performance.now() + sshPatienceMs);
          const sshOpen = await opens(address, { deadline: limit, signal: job.signal });
          seen.set(plan, { address, sshOpen });
          if (sshOpen) return;
        }
        job.signal.throwIfAborted();
        isRunning = await isOn(host, plan);
        if (isRunning && address !== undefined) return;
      }
      if (!isRunning) throw new StepFailure("guest.went_off", `${plan.hostName} went off before it had an address`);
      throw new StepFailure("address.unseen", `no address of ${plan.hostName} was seen`);
    },
    undo: async () => undefined,
    probe: async (plan) => (await seenAddress(host, plan)) !== undefined,
  };
}

/** Where the guest answers, for the person who asked. */
export async function reachable(host: VmHost, plan: GuestPlan): Promise<z.infer<typeof reachableSchema>> {
  const last = seen.get(plan);
  const address = last?.address ?? (await host.book.reservedFor(plan.mac));
  if (address === undefined) throw new StepFailure("address.unseen", `${plan.hostName} has no address any more`);
  const { name, hostName } = plan;
  const ssh = sshLine(host, plan.owner.name, address);
  return { name, host: host.name, hostName, address, reach: host.config.reach, ssh, sshOpen: last?.sshOpen ?? true };
}

/** A whole command line; a jump host stands in it where one is configured. */
export function sshLine({ config }: Pick<VmHost, "config">, account: string, address: string): string {
  const jump = config.sshJump === undefined ? [] : ["-J", config.sshJump];
  const options = config.sshOptions.trim() === "" ? [] : [config.sshOptions.trim()];
  return ["ssh", ...options, ...jump, `${account}@${address}`].join(" ");
}
