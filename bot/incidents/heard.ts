import { type IncidentRecord, isOver } from "./record.ts";
import { type Trouble, tellerText } from "./troubles.ts";

/** The troubles that anybody tells, by their key, their group and who told them last. */
export interface Heard {
  readonly find: (key: string) => Trouble | undefined;
  readonly keep: (trouble: Trouble) => void;
  readonly forget: (trouble: Trouble) => void;
  readonly groups: () => Iterable<string>;
  readonly inGroup: (group: string) => readonly Trouble[];
  /** The keys of all that a teller told when it was heard last. */
  readonly toldLast: (who: string) => Iterable<string>;
  readonly tells: (who: string, keys: Set<string>) => void;
}

/** @param before incidents as they were kept: what they are of counts as told until its teller says otherwise */
export function createHeard(before: readonly IncidentRecord[]): Heard {
  const troubles = new Map<string, Trouble>();
  const groups = new Map<string, Set<Trouble>>();
  const toldBy = new Map<string, Set<string>>();
  const keep = (trouble: Trouble): void => {
    troubles.set(trouble.key, trouble);
    const others = groups.get(trouble.group) ?? new Set();
    // Ten thousand of one source hold its name once.
    for (const { group, source } of others) {
      Object.assign(trouble, { group, source });
      break;
    }
    groups.set(trouble.group, others.add(trouble));
  };
  for (const record of before) {
    if (isOver(record)) continue;
    for (const { key, condition, joinedAt, tellers, present } of record.members) {
      if (!present) continue;
      const told = tellers.map((host) => ({ host, condition }));
      const { group, source, number } = record;
      keep({ key, group, source, told, since: joinedAt, goneAt: undefined, incident: number, resolved: false });
      for (const host of tellers) {
        const who = tellerText({ source, host });
        toldBy.set(who, (toldBy.get(who) ?? new Set()).add(key));
      }
    }
  }
  return {
    find: (key) => troubles.get(key),
    keep,
    forget: (trouble) => {
      troubles.delete(trouble.key);
      const others = groups.get(trouble.group);
      others?.delete(trouble);
      if (others?.size === 0) groups.delete(trouble.group);
    },
    groups: () => groups.keys(),
    inGroup: (group) => [...(groups.get(group) ?? [])],
    toldLast: (who) => toldBy.get(who) ?? [],
    tells: (who, keys) => {
      if (keys.size === 0) toldBy.delete(who);
      else toldBy.set(who, keys);
    },
  };
}
