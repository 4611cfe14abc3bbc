import fc from "fast-check";
import { expect, test } from "vitest";
import { createEngine, type Engine } from "../../../../bot/incidents/engine.ts";
import { type IncidentRecord, isOver, leaderOf } from "../../../../bot/incidents/record.ts";
import { flappingMs } from "../../../../bot/incidents/troubles.ts";
import { ceph, condition, second, start } from "./told.ts";

const hosts = ["vm1", "vm2", "sto1"] as const;
const told = fc.record({
  key: fc.constantFrom("a", "b", "c", "d"),
  severity: fc.constantFrom("warning" as const, "error" as const),
  scope: fc.constantFrom("host" as const, "department" as const),
  holdMs: fc.constantFrom(0, 5_000, 60_000),
});
/** The same key means the same sort of trouble, as a monitor's does. */
const look = fc
  .record({
    host: fc.constantFrom(...hosts),
    told: fc.uniqueArray(told, { selector: ({ key }) => key }),
    afterMs: fc.integer({ min: 0, max: 90_000 }),
  })
  .map((it) => ({
    ...it,
    conditions: it.told.map(({ key, severity }) =>
      condition(key, {
        severity,
        scope: key < "c" ? "host" : "department",
        holdMs: key === "b" ? 60_000 : 0,
        ...(key === "d" ? { generic: true as const } : {}),
      }),
    ),
  }));
const course = fc.array(look, { maxLength: 40 });

function play(looks: readonly (typeof look extends fc.Arbitrary<infer T> ? T : never)[]): {
  engine: Engine;
  at: number;
} {
  const engine = createEngine([], 1);
  let at = start;
  for (const { host, conditions, afterMs } of looks) {
    at += afterMs;
    engine.pass(at);
    engine.observe(ceph(host), conditions, at);
  }
  return { engine, at };
}
const all = (engine: Engine): IncidentRecord[] => [...engine.records()];

test("every trouble is part of one incident at most, and every incident that is not over has one", () => {
  fc.assert(
    fc.property(course, (looks) => {
      const open = all(play(looks).engine).filter((record) => !isOver(record));
      const keys = open.flatMap(({ members }) => members.filter(({ present }) => present).map(({ key }) => key));
      expect(new Set(keys).size).toBe(keys.length);
      for (const record of open) {
        expect(leaderOf(record).present).toBe(true);
        const isError = record.members.some((it) => it.present && it.condition.severity === "error");
        expect(record.severity).toBe(isError ? "error" : "warning");
      }
    }),
  );
});

test("whatever was told, when nothing is told any more everything is over, and then forgotten", () => {
  fc.assert(
    fc.property(course, (looks) => {
      const { engine, at } = play(looks);
      for (const host of hosts) engine.observe(ceph(host), [], at + second);
      engine.pass(at + 130 * second);
      expect(all(engine).every(isOver)).toBe(true);
      engine.pass(at + 130 * second + flappingMs);
      expect(all(engine)).toEqual([]);
    }),
  );
});

test("what is told for long enough is an incident", () => {
  fc.assert(
    fc.property(course, look, (looks, last) => {
      const { engine, at } = play(looks);
      for (const host of hosts) engine.observe(ceph(host), host === last.host ? last.conditions : [], at + second);
      engine.pass(at + 130 * second);
      const open = all(engine).flatMap(({ members }) => members.filter(({ present }) => present));
      const specific = last.conditions.filter((it) => it.generic === undefined);
      for (const { key } of specific) expect(open.some(({ condition: it }) => it.key === key)).toBe(true);
      if (specific.length === 0) expect(open).toHaveLength(last.conditions.length);
    }),
  );
});

test("the order in which hosts are heard does not matter", () => {
  const others = fc.array(look, { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(others, (looks) => {
      const once = [...new Map(looks.map((it) => [it.host, { ...it, afterMs: 0 }])).values()];
      const seen = (order: typeof once) => {
        const { engine } = play(order);
        engine.pass(start + 130 * second);
        return all(engine)
          .map((record) => ({
            members: record.members
              .filter(({ present }) => present)
              .map(({ key, tellers }) => `${key} ${tellers.join()}`)
              .sort(),
            severity: record.severity,
            leader: leaderOf(record).key,
          }))
          .sort((a, b) => (a.leader < b.leader ? -1 : 1));
      };
      expect(seen(once.toReversed())).toEqual(seen(once));
    }),
  );
});

test("a restart at any moment changes nothing of what is said", () => {
  fc.assert(
    fc.property(course, (looks) => {
      const { engine, at } = play(looks);
      const again = createEngine(structuredClone(all(engine)), 1_000);
      const last = new Map(looks.map(({ host, conditions }) => [host, conditions]));
      for (const one of [engine, again]) {
        for (const host of hosts) one.observe(ceph(host), last.get(host) ?? [], at + second);
        one.pass(at + 200 * second);
      }
      const seen = (one: Engine) =>
        all(one)
          .filter((record) => !isOver(record))
          .flatMap(({ members }) => members.filter(({ present }) => present).map(({ key }) => key))
          .sort();
      expect(seen(again)).toEqual(seen(engine));
    }),
  );
});
