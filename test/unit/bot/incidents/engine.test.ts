import { beforeEach, describe, expect, test } from "vitest";
import { createActs } from "../../../../bot/incidents/acts.ts";
import { createEngine, type Engine } from "../../../../bot/incidents/engine.ts";
import { type IncidentRecord, leaderOf } from "../../../../bot/incidents/record.ts";
import type { Condition } from "../../../../protocol/monitor.ts";
import { ceph, condition, hostOf, minute, second, start } from "./told.ts";

let engine: Engine;
beforeEach(() => {
  engine = createEngine([], 1);
});

const all = () => [...engine.records()];
const kinds = (record: IncidentRecord | undefined) => record?.events.map(({ kind }) => kind);
const present = (record: IncidentRecord | undefined) =>
  record?.members.filter((member) => member.present).map(({ condition: { key } }) => key);

test("a condition is one incident however often it is told, and is cleared when it is told no more", () => {
  for (let look = 0; look < 5; look += 1) engine.observe(ceph(), [condition("osd")], start + look * minute);
  expect(all()).toHaveLength(1);
  expect(kinds(all()[0])).toEqual(["opened"]);
  const [change] = engine.observe(ceph(), [], start + 5 * minute);
  expect(change).toMatchObject({ record: { number: 1, state: "cleared" }, event: { kind: "cleared" } });
});

test("what has to be told for a while is no incident before, nor when it goes before", () => {
  const held = condition("osd", { holdMs: minute });
  expect(engine.observe(ceph(), [held], start)).toEqual([]);
  expect(engine.pass(start + 59 * second)).toEqual([]);
  engine.observe(ceph(), [], start + 59 * second);
  engine.observe(ceph(), [held], start + 60 * second);
  expect(engine.pass(start + 61 * second)).toEqual([]);
  expect(engine.pass(start + 120 * second)).toMatchObject([{ event: { kind: "opened" } }]);
});

test("what had to be told for a while has to be gone for a while", () => {
  const held = condition("osd", { holdMs: minute });
  engine.observe(ceph(), [held], start);
  engine.pass(start + minute);
  expect(engine.observe(ceph(), [], start + 2 * minute)).toEqual([]);
  expect(engine.observe(ceph(), [held], start + 2 * minute + 5 * second)).toEqual([]);
  engine.observe(ceph(), [], start + 3 * minute);
  expect(engine.pass(start + 3 * minute + 29 * second)).toEqual([]);
  expect(engine.pass(start + 3 * minute + 30 * second)).toMatchObject([{ event: { kind: "cleared" } }]);
});

describe("troubles of one monitor", () => {
  test("that begin together are one message, called by the worst", () => {
    engine.observe(ceph(), [condition("degraded"), condition("host_down", { severity: "error" })], start);
    engine.observe(
      ceph(),
      [condition("degraded"), condition("host_down", { severity: "error" }), condition("slow")],
      start + 9 * second,
    );
    expect(all()).toHaveLength(1);
    const [record] = all();
    expect(record && leaderOf(record).condition.key).toBe("host_down");
    expect(present(record)?.toSorted()).toEqual(["degraded", "host_down", "slow"]);
    expect(kinds(record)).toEqual(["opened"]);
  });

  test("that begin later are another, and the first is over only when all of it is", () => {
    engine.observe(ceph(), [condition("a"), condition("b")], start);
    engine.observe(ceph(), [condition("a"), condition("b"), condition("c")], start + minute);
    expect(all()).toHaveLength(2);
    engine.observe(ceph(), [condition("b"), condition("c")], start + 2 * minute);
    expect(all().map(({ state }) => state)).toEqual(["open", "open"]);
    engine.observe(ceph(), [condition("c")], start + 3 * minute);
    expect(all().map(({ state }) => state)).toEqual(["cleared", "open"]);
  });

  test("of different monitors, or on different hosts where that matters, are different", () => {
    const disk = condition("disk", { scope: "host" });
    engine.observe(hostOf("vm1"), [disk], start);
    engine.observe(hostOf("vm2"), [disk], start);
    engine.observe(ceph(), [condition("osd")], start);
    expect(all()).toHaveLength(3);
  });

  test("that only say that something is wrong are not shown beside what is more specific", () => {
    const generic = condition("health", { generic: true });
    engine.observe(ceph(), [generic, condition("osd")], start);
    expect(present(all()[0])).toEqual(["osd"]);
  });

  test("are told in the place of a generic one that was first", () => {
    const generic = condition("health", { generic: true });
    engine.observe(ceph(), [generic], start);
    engine.observe(ceph(), [generic, condition("osd")], start + 5 * minute);
    expect(all()).toHaveLength(1);
    expect(present(all()[0])).toEqual(["osd"]);
    engine.observe(ceph(), [generic], start + 6 * minute);
    expect(all()).toHaveLength(1);
    expect(present(all()[0])).toEqual(["health"]);
  });
});

describe("what several hosts tell of the department", () => {
  test("is one incident until none of them tells it", () => {
    for (const host of ["sto2", "sto1", "vm1"]) engine.observe(ceph(host), [condition("osd")], start);
    expect(all()).toHaveLength(1);
    for (const host of ["sto2", "vm1"]) engine.observe(ceph(host), [], start + minute);
    expect(all()[0]?.state).toBe("open");
    engine.observe(ceph("sto1"), [], start + minute);
    expect(all()[0]?.state).toBe("cleared");
  });

  test("is over when those who can see do not, though a host that is silent said so last", () => {
    for (const host of ["sto1", "sto2"]) engine.observe(ceph(host), [condition("osd")], start);
    engine.silence(new Set(["sto1"]));
    engine.observe(ceph("sto2"), [], start + minute);
    engine.pass(start + minute);
    expect(all()[0]?.state).toBe("cleared");
  });

  test("stays as it was when all who told it are silent", () => {
    engine.observe(ceph("sto1"), [condition("osd")], start);
    engine.silence(new Set(["sto1"]));
    engine.pass(start + 60 * minute);
    expect(all()[0]?.state).toBe("open");
  });
});

const by = { name: "prof1", uid: 2001, fullName: "Prof. One" };
const tell = (conditions: readonly Condition[], at: number) => engine.observe(ceph(), conditions, at);
const first = (): IncidentRecord => {
  const [record] = all();
  if (record === undefined) throw new Error("there is none");
  return record;
};

test("what comes back within ten minutes is the same incident, and counted; later it is another", () => {
  for (let time = 0; time < 3; time += 1) {
    tell([condition("osd")], start + time * 4 * minute);
    tell([], start + (time * 4 + 1) * minute);
  }
  expect(first()).toMatchObject({ number: 1, returns: 2, state: "cleared" });
  expect(engine.pass(start + 9 * minute + 10 * minute)).toMatchObject([{ record: { settled: true }, event: null }]);
  expect(tell([condition("osd")], start + 20 * minute)).toMatchObject([{ record: { number: 2, returns: 0 } }]);
});

test("what somebody looks after and comes back is still looked after by them", () => {
  tell([condition("osd")], start);
  Object.assign(first(), { state: "acknowledged", acknowledgedBy: by });
  tell([], start + minute);
  tell([condition("osd")], start + 2 * minute);
  expect(first()).toMatchObject({ state: "acknowledged", acknowledgedBy: by });
});

test("what gets worse is not looked after any more, and what gets better still is", () => {
  tell([condition("osd")], start);
  Object.assign(first(), { state: "acknowledged", acknowledgedBy: by });
  expect(tell([condition("osd", { severity: "error" })], start + minute)).toMatchObject([{ event: { kind: "worse" } }]);
  expect(first()).toMatchObject({ state: "open", acknowledgedBy: null, severity: "error" });
  Object.assign(first(), { state: "acknowledged", acknowledgedBy: by });
  expect(tell([condition("osd")], start + 2 * minute)).toMatchObject([{ event: { kind: "better" } }]);
  expect(first()).toMatchObject({ state: "acknowledged", severity: "warning" });
});

test("a rest ends by itself, and then nobody looks after it, whoever did before", async () => {
  tell([condition("osd")], start);
  const acts = createActs({
    ...{ engine, find: engine.find, audit: { record: () => undefined } as never, now: () => start },
    acted: async () => ({}) as never,
  });
  await acts.acknowledge(1, by);
  await acts.snooze(1, by, start + minute);
  expect(first()).toMatchObject({ state: "snoozed", acknowledgedBy: null });
  expect(engine.pass(start + minute - 1)).toEqual([]);
  expect(engine.pass(start + minute)).toMatchObject([{ record: { state: "open" }, event: { kind: "unsnoozed" } }]);
});

test("what somebody called over and is still told is back at the next look, for anybody", () => {
  tell([condition("osd")], start);
  Object.assign(first(), { state: "acknowledged", acknowledgedBy: by });
  engine.resolve(first(), { at: start + minute, kind: "resolved", by });
  expect(engine.pass(start + minute)).toEqual([]);
  expect(first().state).toBe("resolved");
  tell([condition("osd")], start + 2 * minute);
  expect(first()).toMatchObject({ number: 1, state: "open", returns: 1, acknowledgedBy: null });
});

test("what was kept over a restart goes on: told it is the same, told no more it is over", () => {
  tell([condition("a"), condition("b")], start);
  const kept = structuredClone(all());
  engine = createEngine(kept, 2);
  expect(tell([condition("a"), condition("b")], start + 10 * minute)).toEqual([]);
  tell([condition("b")], start + 11 * minute);
  expect(present(first())).toEqual(["b"]);
  tell([], start + 12 * minute);
  expect(first().state).toBe("cleared");
});

test("a hundred of one source are one incident, and ten thousand are a hundred", () => {
  const many = Array.from({ length: 10_000 }, (_, index) => condition(`alert${index}`));
  tell(many, start);
  expect(all()).toHaveLength(100);
  tell([], start + minute);
  expect(all().every(({ state }) => state === "cleared")).toBe(true);
});
