import type { Finding } from "../../../../protocol/actions/vm-why.ts";
import type { VmHost } from "../host.ts";
import { bootedAt } from "../power.ts";

type Found = Pick<Finding, "found" | "code" | "numbers">;

/**
 * libvirt's reasons for each state (virDomainShutoffReason, virDomainPausedReason, virDomainCrashedReason), as far as
 * they mean something to a guest's owner; by "state reason" as `virsh domstats --state` numbers them.
 */
const codes: Readonly<Record<string, string>> = {
  "3 5": "why.paused_disk",
  "3 10": "why.crashed",
  "5 0": "why.off_host",
  "5 1": "why.off_inside",
  "5 2": "why.off_cut",
  "5 3": "why.crashed",
  "5 6": "why.off_failed",
  "5 8": "why.off_host",
  "6 1": "why.crashed",
};
const byState: Readonly<Record<string, string>> = {
  "3": "why.paused",
  "5": "why.off",
  "6": "why.crashed",
  "7": "why.paused",
};

/** Reads `virsh domstats --state` of one domain. undefined: libvirt said nothing that is known here. */
export function parseReason(output: string): { readonly state: string; readonly code: string | undefined } | undefined {
  const number = (key: string) => new RegExp(`^ {2}state\\.${key}=(\\d+)$`, "m").exec(output)?.[1];
  const state = number("state");
  if (state === undefined) return undefined;
  return { state, code: codes[`${state} ${number("reason") ?? ""}`] ?? byState[state] };
}

/** Whether it runs, and why not, as libvirt remembers it. `busy`: another job works on it. */
export async function lookAtState(host: VmHost, guest: { uuid: string; name: string }, busy: boolean): Promise<Found> {
  if (busy) return { found: "wrong", code: "why.busy", numbers: {} };
  const act = "looking at the guest's state";
  const said = parseReason(await host.virsh.run(["domstats", "--state", "--nowait", guest.uuid], { act }));
  if (said?.code !== undefined) return { found: "wrong", code: said.code, numbers: {} };
  const since = await bootedAt(host, guest.name);
  return { found: "ok", code: "why.runs", numbers: since === undefined ? {} : { since: Math.floor(since) } };
}
