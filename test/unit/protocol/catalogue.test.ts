import { expect, test } from "vitest";
import { z } from "zod";
import type { Action } from "../../../protocol/action.ts";
import { actions, catalogueVersion, findAction, versionOf } from "../../../protocol/catalogue.ts";

const all: readonly Action[] = actions;

test("every action has a name of its own, of a family and a verb", () => {
  const names = all.map((action) => action.name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[a-z]+\.[a-z]+$/);
});

test("an action is found by its name, and nothing by any other", () => {
  for (const action of all) expect(findAction(action.name)).toBe(action);
  for (const name of ["", "vm", "vm.", "VM.create", "__proto__", "constructor", "vm.create\0"])
    expect(findAction(name)).toBeUndefined();
});

/** What copies a whole disk or a tree of files takes as long as that is large: at most so many hours, in the long lane. */
const copying: Readonly<Record<string, number>> = {
  "backup.pack": 1,
  "backup.restore": 2,
  "backup.run": 24,
  "backup.unpack": 1,
  "gpu.check": 1,
  "gpu.job": 1,
  "vm.backup": 1,
  "vm.restore": 1,
};

test("no action names a step twice, and every one ends in time", () => {
  for (const action of all) {
    const hours = copying[action.name];
    expect(new Set(action.steps).size).toBe(action.steps.length);
    expect(action.timeLimitMs).toBeGreaterThan(0);
    expect(action.timeLimitMs).toBeLessThanOrEqual(hours === undefined ? 15 * 60_000 : hours * 3_600_000);
    expect([action.name, action.lane]).toEqual([action.name, hours === undefined ? action.lane : "long"]);
  }
});

test("an action takes no field that it does not know", () => {
  for (const action of all) {
    const schema = z.toJSONSchema(action.input, { io: "input" });
    expect([action.name, schema.additionalProperties]).toEqual([action.name, false]);
  }
});

test("the version is the same for the same actions", () => {
  expect(versionOf(actions)).toBe(catalogueVersion);
  expect(catalogueVersion).toMatch(/^[0-9a-f]{16}$/);
});

const [first, ...rest] = all;
if (first === undefined) throw new Error("the catalogue is empty");

const changes: readonly (readonly [string, Action])[] = [
  ["name", { ...first, name: "host.pong" }],
  ["lane", { ...first, lane: "long" }],
  ["risk", { ...first, risk: "root" }],
  ["input", { ...first, input: z.strictObject({ more: z.string() }) }],
  ["input's looseness", { ...first, input: z.object({}) }],
  ["output", { ...first, output: z.strictObject({ host: z.string().max(5) }) }],
  ["steps", { ...first, steps: ["look"] }],
  ["time limit", { ...first, timeLimitMs: first.timeLimitMs + 1 }],
];

test.each(changes)("the version changes with an action's %s", (_, changed) => {
  expect(versionOf([changed, ...rest])).not.toBe(catalogueVersion);
});

test("the version changes when an action comes or goes", () => {
  expect(versionOf(rest)).not.toBe(catalogueVersion);
  expect(versionOf([...all, { ...first, name: "host.extra" }])).not.toBe(catalogueVersion);
});

test("the version changes with a pattern inside an input", () => {
  const shape = (pattern: RegExp): Action => ({ ...first, input: z.strictObject({ name: z.string().regex(pattern) }) });
  expect(versionOf([shape(/^a$/), ...rest])).not.toBe(versionOf([shape(/^b$/), ...rest]));
});
