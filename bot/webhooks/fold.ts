import type { IncidentView } from "../../handlers/kit/incidents.ts";
import type { Condition } from "../../protocol/monitor.ts";
import { ownCodes } from "./alertmanager/known.ts";

/** Alertmanager says later than we see it that a trouble is over, in milliseconds. */
const afterwardsMs = 15 * 60_000;

/**
 * The incident of our own monitors that is the same trouble as an alert.
 * @param alive incidents that are open, or were until lately
 * @param now milliseconds since 1970
 */
export function ownIncident(alert: Condition, alive: readonly IncidentView[], now: number): IncidentView | undefined {
  const codes = ownCodes(String(alert.numbers["alert"] ?? ""));
  if (codes.length === 0) return undefined;
  const same = alive.filter((view) => {
    if (view.source.kind !== "monitor") return false;
    if (view.endedAt !== undefined && Math.abs(now - view.endedAt) > afterwardsMs) return false;
    return [view.condition, ...view.grouped].some(({ code, scope }) => {
      const isIt = codes.some((each) => (each.endsWith(".") ? code.startsWith(each) : code === each));
      return isIt && (scope === "department" || isOf(alert, view.hosts));
    });
  });
  return same.find(({ endedAt }) => endedAt === undefined) ?? same.at(-1);
}

/** Whether an alert is what somebody muted where our own monitors see it too: they know of it. */
export const isMuted = ({ numbers }: Condition, muted: ReadonlySet<string>): boolean =>
  ownCodes(String(numbers["alert"] ?? "")).some((code) => muted.has(code));

/** Whether an alert is about one of these hosts: its instance is `vm1`, `vm1:9100` or `vm1.example.jp:9100`. */
function isOf({ numbers }: Condition, hosts: readonly string[]): boolean {
  const instance = String(numbers["instance"] ?? "").toLowerCase();
  return hosts.some((host) => instance === host || instance.startsWith(`${host}:`) || instance.startsWith(`${host}.`));
}
