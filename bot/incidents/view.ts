import type { IncidentView } from "../../handlers/kit/incidents.ts";
import type { Directory } from "../../handlers/kit/ports.ts";
import { type IncidentRecord, leaderOf, type Member } from "./record.ts";

/** An incident as handlers and messages know it. */
export function viewOf(record: IncidentRecord, directory: Pick<Directory, "hosts">): IncidentView {
  const { number, source, members, severity, state, openedAt, endedAt, acknowledgedBy, snoozedUntil } = record;
  const leader = leaderOf(record);
  const hosts = hostsOf(record);
  return {
    ...{ number, key: leader.key, source, hosts, condition: leader.condition, severity, state, openedAt },
    ...(endedAt === null ? {} : { endedAt }),
    ...(acknowledgedBy === null ? {} : { acknowledgedBy }),
    ...(snoozedUntil === null ? {} : { snoozedUntil }),
    assigned: record.assigned,
    touches: touchesOf(members, hosts, directory),
    grouped: members
      .filter((member) => member !== leader && (member.present || !leader.present))
      .map(({ condition }) => condition),
    returns: record.returns,
    events: [...record.events],
    revision: record.revision,
  };
}

/** Who tells it; what the bot itself says about a host names it in its numbers. */
function hostsOf({ members }: IncidentRecord): readonly string[] {
  const all = members.flatMap(({ tellers, condition }) => {
    const about = condition.numbers["host"];
    return [...tellers, ...(typeof about === "string" ? [about] : [])];
  });
  return [...new Set(all)].filter((host) => host !== "").sort();
}

/** Of a host that is in trouble itself, also those whose guests are there. */
function touchesOf(
  members: readonly Member[],
  hosts: readonly string[],
  directory: Pick<Directory, "hosts">,
): readonly string[] {
  const said = members.flatMap(({ condition }) => condition.touches ?? []);
  const isHosts = members.some(({ condition }) => condition.code.startsWith("host.") && condition.severity === "error");
  const owners = !isHosts
    ? []
    : directory
        .hosts()
        .filter(({ host }) => hosts.includes(host))
        .flatMap(({ inventory }) => inventory.guests.map(({ owner }) => owner.name));
  return [...new Set([...said, ...owners])].sort();
}
