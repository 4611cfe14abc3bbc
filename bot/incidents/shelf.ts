import type { Condition } from "../../protocol/monitor.ts";
import { type IncidentRecord, isOver, type Member } from "./record.ts";
import { mostTogether, type Trouble, togetherMs } from "./troubles.ts";

/** The incidents that may still change, found by their number, their group and their members. */
export interface Shelf {
  readonly all: () => Iterable<IncidentRecord>;
  readonly find: (number: number) => IncidentRecord | undefined;
  readonly keep: (record: IncidentRecord) => void;
  readonly drop: (record: IncidentRecord) => void;
  readonly memberOf: (record: IncidentRecord, key: string) => Member | undefined;
  readonly addMember: (record: IncidentRecord, member: Member) => void;
  /** The incident that a trouble belongs to: its own from before, one that began with it, or a generic one's place. */
  readonly placeFor: (trouble: Trouble, condition: Condition, at: number) => IncidentRecord | undefined;
}

export function createShelf(before: readonly IncidentRecord[]): Shelf {
  const records = new Map<number, IncidentRecord>();
  /** By group, so that a storm of one source does not look through all others'. */
  const byGroup = new Map<string, Set<IncidentRecord>>();
  /** Which incident a trouble is or was part of. */
  const byMember = new Map<string, number>();
  /** By key, so that a hundred in one incident are found at once. */
  const membersOf = new WeakMap<IncidentRecord, Map<string, Member>>();
  const keep = (record: IncidentRecord): void => {
    records.set(record.number, record);
    byGroup.set(record.group, (byGroup.get(record.group) ?? new Set()).add(record));
    for (const { key } of record.members) byMember.set(key, record.number);
  };
  for (const record of before) keep(record);

  return {
    all: () => records.values(),
    find: (number) => records.get(number),
    keep,
    drop: (record) => {
      records.delete(record.number);
      const others = byGroup.get(record.group);
      others?.delete(record);
      if (others?.size === 0) byGroup.delete(record.group);
      for (const { key } of record.members) if (byMember.get(key) === record.number) byMember.delete(key);
    },
    memberOf: (record, key) => {
      const known = membersOf.get(record) ?? new Map(record.members.map((member) => [member.key, member]));
      membersOf.set(record, known);
      return known.get(key);
    },
    addMember: (record, member) => {
      record.members.push(member);
      byMember.set(member.key, record.number);
      membersOf.get(record)?.set(member.key, member);
    },
    placeFor: ({ key, group }, { generic }, at) => {
      const own = records.get(byMember.get(key) ?? -1);
      if (own !== undefined) return own;
      const all = [...(byGroup.get(group) ?? [])].reverse();
      const isOpen = (record: IncidentRecord) => !isOver(record) && record.members.length < mostTogether;
      const together = all.find(
        (record) => isOpen(record) && at - record.openedAt <= togetherMs && at >= record.openedAt,
      );
      if (together !== undefined || generic) return together;
      return all.find((record) => isOpen(record) && isGeneric(record));
    },
  };
}

const isGeneric = ({ members }: IncidentRecord): boolean =>
  members.every(({ present, condition }) => !present || condition.generic === true);
