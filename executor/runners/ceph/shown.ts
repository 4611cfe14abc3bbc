import type { CephCheck } from "../../../protocol/actions/ceph.ts";
import { checkCodeSchema } from "../../../protocol/actions/ceph.ts";
import type { Health } from "../../ceph/answers.ts";
import { daysLeft } from "../../ceph/capacity.ts";
import type { CephHost } from "../../ceph/host.ts";
import { readMemory } from "../../ceph/memory.ts";
import type { Seen } from "../../ceph/seen.ts";

const mostChecks = 50;
const mostLines = 10;
const longest = 300;

/** The checks as they are told, errors first, muted ones last. */
export function checksOf({ checks }: Health): CephCheck[] {
  const rank = ({ muted, severity }: CephCheck): number => (muted ? 2 : severity === "error" ? 0 : 1);
  return Object.entries(checks)
    .filter(([code]) => checkCodeSchema.safeParse(code).success)
    .map(([code, { severity, muted, summary, detail }]) => ({
      code,
      severity: severity === "HEALTH_ERR" ? ("error" as const) : ("warning" as const),
      muted,
      said: summary.message.slice(0, longest),
      lines: detail.slice(0, mostLines).map(({ message }) => message.slice(0, longest)),
    }))
    .toSorted((a, b) => rank(a) - rank(b))
    .slice(0, mostChecks);
}

/** In how many days the cluster is full; null where it is not known or does not grow. */
export async function daysLeftOf(host: CephHost, { status, dump }: Seen): Promise<number | null> {
  const { samples } = await readMemory(host.state);
  const { bytes_used: used, bytes_total: total } = status.pgmap;
  const days = daysLeft(samples, { at: host.now(), used, total }, dump.full_ratio);
  return days === undefined ? null : Math.floor(days);
}

/** Whether noout is set, and until when by us. */
export async function nooutOf(host: CephHost, { dump }: Pick<Seen, "dump">) {
  const set = dump.flags_set.includes("noout");
  return { set, until: set ? ((await host.noout?.standing()) ?? null) : null };
}
