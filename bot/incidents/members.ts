import type { Condition } from "../../protocol/monitor.ts";
import type { Change } from "./engine.ts";
import { type IncidentRecord, isOver, type Member, unassigned } from "./record.ts";
import { createShelf } from "./shelf.ts";
import { happen } from "./timeline.ts";
import { flappingMs, type Trouble, togetherMs } from "./troubles.ts";

/** The incidents that may still change, and which troubles are part of which. */
export function createMembers(before: readonly IncidentRecord[], next: number) {
  const shelf = createShelf(before);
  let number = next;
  const open = (trouble: Trouble, member: Member, at: number): Change => {
    const { source, group } = trouble;
    const { severity } = member.condition;
    const record: IncidentRecord = {
      ...{ number, source, group, members: [member], severity, state: "open", openedAt: at, endedAt: null },
      ...{ acknowledgedBy: null, snoozedUntil: null, assigned: unassigned, returns: 0 },
      ...{ events: [], threaded: 1, happened: 0, revision: 0, settled: false },
    };
    number += 1;
    trouble.incident = record.number;
    shelf.keep(record);
    const event = { at, kind: "opened" } as const;
    happen(record, event);
    return { record, event };
  };
  /** What is worse than before is for somebody to see, whoever said that they look after it. */
  const weigh = (record: IncidentRecord, at: number): Change[] => {
    const isError = record.members.some(({ present, condition }) => present && condition.severity === "error");
    const severity = isError ? "error" : "warning";
    if (severity === record.severity) return [];
    record.severity = severity;
    if (severity === "error") {
      record.state = "open";
      record.acknowledgedBy = null;
      record.snoozedUntil = null;
    }
    const event = { at, kind: severity === "error" ? "worse" : "better" } as const;
    happen(record, event);
    return [{ record, event }];
  };
  const again = (record: IncidentRecord, at: number): Change => {
    const isAcknowledged = record.state === "cleared" && record.acknowledgedBy !== null;
    record.state = isAcknowledged ? "acknowledged" : "open";
    if (!isAcknowledged) record.acknowledgedBy = null;
    record.endedAt = null;
    record.returns += 1;
    const event = { at, kind: "again" } as const;
    happen(record, event);
    return { record, event };
  };
  const changed = (record: IncidentRecord, at: number): Change => {
    const event = { at, kind: "changed" } as const;
    happen(record, event);
    return { record, event };
  };

  const reworded = (record: IncidentRecord): Change => {
    record.revision += 1;
    return { record, event: null };
  };

  return {
    records: shelf.all,
    find: shelf.find,
    /** Makes a trouble part of an incident, or brings what is said of it up to date. */
    join: (trouble: Trouble, condition: Condition, at: number): Change[] => {
      const before = trouble.incident === undefined ? undefined : shelf.find(trouble.incident);
      const same = before && shelf.memberOf(before, trouble.key);
      if (same?.present && same.condition === condition && same.tellers.length === trouble.told.length) return [];
      const record =
        trouble.incident === undefined ? shelf.placeFor(trouble, condition, at) : shelf.find(trouble.incident);
      const tellers = tellersOf(trouble, record);
      const member: Member = { key: trouble.key, condition, joinedAt: at, tellers, present: true };
      if (record === undefined) return [open(trouble, member, at)];
      trouble.incident = record.number;
      const known = shelf.memberOf(record, trouble.key);
      if (known === undefined) {
        shelf.addMember(record, member);
        const worse = weigh(record, at);
        if (worse.length > 0) return worse;
        return [at - record.openedAt <= togetherMs ? reworded(record) : changed(record, at)];
      }
      const wasPresent = known.present;
      const isSame = wasPresent && isSameWord(known, member);
      Object.assign(known, { condition, tellers, present: true });
      if (isSame) return [];
      const back = isOver(record) ? [again(record, at)] : [];
      if (back.length === 0 && !wasPresent) record.returns += 1;
      const weighed = weigh(record, at);
      if (back.length + weighed.length > 0) return [...back, ...weighed];
      if (!wasPresent) return [changed(record, at)];
      return [reworded(record)];
    },
    /** A trouble is over; with the last one the incident is. */
    leave: (trouble: Trouble, at: number): Change[] => {
      const record = trouble.incident === undefined ? undefined : shelf.find(trouble.incident);
      trouble.incident = undefined;
      const member = record && shelf.memberOf(record, trouble.key);
      if (record === undefined || member?.present !== true) return [];
      member.present = false;
      if (record.members.some(({ present }) => present)) {
        const better = weigh(record, at);
        return better.length > 0 ? better : [changed(record, at)];
      }
      record.state = "cleared";
      record.endedAt = at;
      record.snoozedUntil = null;
      const event = { at, kind: "cleared" } as const;
      happen(record, event);
      return [{ record, event }];
    },
    pass: (at: number): Change[] => {
      const changes: Change[] = [];
      for (const record of shelf.all()) {
        const { state, snoozedUntil, endedAt } = record;
        if (state === "snoozed" && snoozedUntil !== null && snoozedUntil <= at) {
          record.state = "open";
          record.snoozedUntil = null;
          const event = { at, kind: "unsnoozed" } as const;
          happen(record, event);
          changes.push({ record, event });
        }
        // A clock that was set back must not keep it for ever.
        if (endedAt === null || Math.abs(at - endedAt) < flappingMs) continue;
        record.settled = true;
        shelf.drop(record);
        changes.push(reworded(record));
      }
      return changes;
    },
  };
}

/** The hosts that tell it, in one list with an incident's others where it is the same ones. */
function tellersOf({ told }: Trouble, record: IncidentRecord | undefined): Member["tellers"] {
  const hosts = told.map(({ host }) => host).sort();
  const [first] = record?.members ?? [];
  return first !== undefined && first.tellers.join() === hosts.join() ? first.tellers : hosts;
}

/** Whether nothing is said anew; that its beginning is seen another way is nothing. */
const isSameWord = (one: Member, other: Member): boolean =>
  JSON.stringify([{ ...one.condition, since: 0 }, one.tellers]) ===
  JSON.stringify([{ ...other.condition, since: 0 }, other.tellers]);
