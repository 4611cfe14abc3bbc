import type { Decision, HostFacts, Question } from "../../../../policies/facts.ts";
import { hostFreePercent } from "../../../../policies/limits.ts";
import { vmStart } from "../../../../protocol/actions/vm.ts";
import type { Finding } from "../../../../protocol/actions/vm-why.ts";
import { knownOf } from "../../../perform/known.ts";
import type { Facts, Job } from "../../../runner.ts";

type Found = Pick<Finding, "found" | "code" | "numbers">;

export interface StartLook {
  readonly limits: Found;
  readonly host: Found;
  readonly approvers: readonly string[];
}

/** What the policies would say to a start of the guest, now. */
export function lookAtStart(decide: (question: Question) => Decision, name: string, job: Job, facts: Facts): StartLook {
  const { target, use, host } = facts;
  // Another person's yes was to something else.
  const { approval: _approval, ...known } = knownOf(job) ?? { person: job.person };
  const decision = decide({ ...known, action: vmStart.name, input: { name }, target, use, host, at: job.now() });
  const refusal = decision.effect === "allow" ? undefined : decision.refusal;
  const isHosts = refusal?.code.startsWith("host.") === true;
  const wrong: Found | undefined =
    refusal === undefined ? undefined : { found: "wrong", code: refusal.code, numbers: refusal.numbers };
  return {
    limits: isHosts || wrong === undefined ? within(target?.running === true, use, isHosts) : wrong,
    host: isHosts && wrong !== undefined ? wrong : hostOf(host),
    approvers: refusal?.approvers ?? [],
  };
}

/** A rule about the host is told before one about limits: then these have not been looked at. */
function within(runs: boolean, use: Facts["use"], isHosts: boolean): Found {
  if (runs) {
    const { runningCpus: cpus, runningMemoryMiB: memory } = use;
    return { found: "ok", code: "why.counted", numbers: { cpus, memory } };
  }
  return isHosts
    ? { found: "unlooked", code: "why.unlooked_host", numbers: {} }
    : { found: "ok", code: "why.may_start", numbers: {} };
}

function hostOf(host: HostFacts | undefined): Found {
  if (host === undefined) return { found: "unlooked", code: "why.unlooked_host", numbers: {} };
  const percent = host.diskTotalGiB > 0 ? Math.floor((host.diskFreeGiB * 100) / host.diskTotalGiB) : 0;
  const numbers = { host: host.name.slice(0, 200), percent, minimum: hostFreePercent };
  if (host.stopped) return { found: "wrong", code: "host.stopped", numbers: { host: numbers.host } };
  return percent < hostFreePercent
    ? { found: "wrong", code: "why.host_full", numbers }
    : { found: "ok", code: "why.host_ready", numbers };
}
