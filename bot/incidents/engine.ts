import type { IncidentEvent } from "../../handlers/kit/incidents.ts";
import type { Condition } from "../../protocol/monitor.ts";
import { createHeard } from "./heard.ts";
import { createMembers } from "./members.ts";
import type { IncidentRecord } from "./record.ts";
import { happen } from "./timeline.ts";
import {
  keyOf,
  newTrouble,
  say,
  sayingOf,
  settleMs,
  type Teller,
  type Trouble,
  tellerText,
  unsay,
} from "./troubles.ts";

/** What became of an incident; `event` null: only its words. */
export interface Change {
  readonly record: IncidentRecord;
  readonly event: IncidentEvent | null;
}

/** Makes incidents of what is told. It knows no time but what it is given, and touches nothing else. */
export interface Engine {
  /** All that one teller finds wrong now: what it told before and tells no more is over. */
  readonly observe: (teller: Teller, conditions: readonly Condition[], at: number) => Change[];
  /** What the passing of time alone brings: what was held long enough, what stayed gone, a snooze that ran out. */
  readonly pass: (at: number) => Change[];
  /** Hosts of which nothing is heard: what they told stays as it was, unless another host can see better. */
  readonly silence: (hosts: ReadonlySet<string>) => void;
  /** Those that are open, or may come again as the same. */
  readonly records: () => Iterable<IncidentRecord>;
  readonly find: (number: number) => IncidentRecord | undefined;
  /** Somebody says that it is over. */
  readonly resolve: (record: IncidentRecord, event: IncidentEvent) => void;
}

/**
 * @param before those that are not settled, as they were kept
 * @param next the number that the next incident has
 */
export function createEngine(before: readonly IncidentRecord[], next: number): Engine {
  const heard = createHeard(before);
  /** By source, the hosts that have told anything since the start. */
  const watching = new Map<string, Set<string>>();
  /** Groups in which something waits for time to pass. */
  const waiting = new Set<string>();
  let silent: ReadonlySet<string> = new Set();
  const members = createMembers(before, next);

  /** Whether anybody who can see says so. What only silent hosts said counts as long as nobody else looks. */
  const isTold = ({ told, source }: Trouble): boolean => {
    if (told.length === 0) return false;
    if (told[0]?.condition.scope === "host" || told.some(({ host }) => !silent.has(host))) return true;
    return ![...(watching.get(source.name) ?? [])].some((host) => !silent.has(host));
  };
  const saidOf = (trouble: Trouble): [Trouble, Condition][] => {
    const condition = sayingOf(trouble, silent);
    return condition === undefined ? [] : [[trouble, condition]];
  };
  const settle = (group: string, at: number): Change[] => {
    const changes: Change[] = [];
    const all = heard.inGroup(group);
    const said = new Map(all.flatMap((it) => (isTold(it) ? saidOf(it) : [])));
    const specific = [...said].filter(([, condition]) => condition.generic === undefined).map(([it]) => it);
    let waits = false;
    for (const [trouble, condition] of [...said].sort(worstFirst)) {
      if (trouble.resolved) continue;
      // A generic one that is shown already stays until what is more specific takes its place.
      if (condition.generic && trouble.incident === undefined && specific.length > 0) continue;
      trouble.goneAt = undefined;
      if (trouble.incident === undefined && at - trouble.since < (condition.holdMs ?? 0)) waits = true;
      else changes.push(...members.join(trouble, condition, at));
    }
    const isShown = specific.some(({ incident }) => incident !== undefined);
    for (const trouble of all) {
      const condition = said.get(trouble);
      const isHidden = condition?.generic === true && isShown;
      if (condition !== undefined && !isHidden) continue;
      if (trouble.incident !== undefined) {
        trouble.goneAt ??= at;
        const record = members.find(trouble.incident);
        const was = record?.members.find(({ key }) => key === trouble.key)?.condition;
        const wait = isHidden || was === undefined ? 0 : settleMs(was, record?.returns ?? 0);
        if (at - trouble.goneAt < wait) {
          waits = true;
          continue;
        }
        changes.push(...members.leave(trouble, at));
      }
      if (trouble.told.length === 0) heard.forget(trouble);
    }
    if (waits) waiting.add(group);
    else waiting.delete(group);
    return changes;
  };

  return {
    observe: (teller, conditions, at) => {
      const who = tellerText(teller);
      const touched = new Set<string>();
      const now = new Set<string>();
      watching.set(teller.source.name, (watching.get(teller.source.name) ?? new Set()).add(teller.host));
      for (const condition of conditions) {
        const key = keyOf(teller, condition);
        const known = heard.find(key);
        const trouble = known ?? newTrouble(teller, condition, at);
        if (known === undefined) heard.keep(trouble);
        now.add(trouble.key);
        // Gone for a moment and here again: it has to be told for so long anew, unless it is an incident already.
        if (trouble.told.length === 0 && trouble.incident === undefined) trouble.since = at;
        if (say(trouble, teller.host, condition) || trouble.resolved) touched.add(trouble.group);
        trouble.resolved = false;
      }
      for (const key of heard.toldLast(who)) {
        const trouble = now.has(key) ? undefined : heard.find(key);
        if (trouble === undefined) continue;
        unsay(trouble, teller.host);
        touched.add(trouble.group);
      }
      heard.tells(who, now);
      return [...touched].flatMap((group) => settle(group, at));
    },
    pass: (at) => [...[...waiting].flatMap((group) => settle(group, at)), ...members.pass(at)],
    silence: (hosts) => {
      const isSame = hosts.size === silent.size && [...hosts].every((host) => silent.has(host));
      if (isSame) return;
      silent = new Set(hosts);
      for (const group of heard.groups()) waiting.add(group);
    },
    records: members.records,
    find: members.find,
    resolve: (record, event) => {
      for (const { key, present } of record.members) {
        const trouble = present ? heard.find(key) : undefined;
        if (trouble === undefined) continue;
        trouble.incident = undefined;
        trouble.resolved = true;
        if (trouble.told.length === 0) heard.forget(trouble);
      }
      for (const member of record.members) member.present = false;
      record.state = "resolved";
      record.endedAt = event.at;
      record.snoozedUntil = null;
      happen(record, event);
    },
  };
}

/** So that what begins together begins with what it is called by, whoever told it first. */
function worstFirst([a, one]: [Trouble, Condition], [b, other]: [Trouble, Condition]): number {
  return (
    Number(one.generic ?? false) - Number(other.generic ?? false) ||
    Number(other.severity === "error") - Number(one.severity === "error") ||
    (a.key < b.key ? -1 : 1)
  );
}
