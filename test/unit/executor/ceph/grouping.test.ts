import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { healthSchema, type OsdDump } from "../../../../executor/ceph/answers.ts";
import { conditionsOf } from "../../../../executor/ceph/conditions.ts";
import { groupChecks } from "../../../../executor/ceph/grouping.ts";
import { withSilent } from "../../../../executor/monitors/ceph/own.ts";

const folder = join(import.meta.dirname, "../../../fixtures/ceph");
const around = { osds: 3, monitors: 1, inQuorum: 1 };
const sample = (name: string) =>
  conditionsOf(healthSchema.parse(JSON.parse(readFileSync(join(folder, `health-${name}.json`), "utf8"))), around);

test.each([
  ["osd-nearfull", "osd-full"],
  ["mon-disk-low", "mon-disk-crit"],
])("what is a warning in %s and an error in %s is the same trouble, by another check", (before, after) => {
  const [warning] = sample(before);
  const [error] = sample(after);
  expect(warning?.severity).toBe("warning");
  expect(error?.severity).toBe("error");
  expect(error?.key).toBe(warning?.key);
  expect(error?.code).not.toBe(warning?.code);
});

test.each([
  [5, 4, "warning"],
  [5, 3, "error"],
  [4, 3, "error"],
  [3, 2, "error"],
])("of %i monitors %i in the quorum are a %s: the one less that counts is the last that may fail", (monitors, inQuorum, severity) => {
  const check = {
    severity: "HEALTH_WARN",
    summary: { message: "1 mons down" },
    detail: [{ message: "mon.c is down" }],
  };
  const health = healthSchema.parse({ status: "HEALTH_WARN", checks: { MON_DOWN: check }, mutes: [] });
  expect(conditionsOf(health, { ...around, monitors, inQuorum })).toMatchObject([{ key: "MON_DOWN", severity }]);
});

test("with OSD_DOWN muted, hosts that are down take its place, and what follows is told below them", () => {
  const codes = ["OSD_HOST_DOWN", "OSD_ROOT_DOWN", "PG_DEGRADED", "SLOW_OPS"];
  const [only, ...others] = groupChecks(codes, () => []);
  expect(others).toEqual([]);
  expect(only).toEqual({ code: "OSD_ROOT_DOWN", followers: ["OSD_HOST_DOWN", "PG_DEGRADED", "SLOW_OPS"] });
});

test("one silent OSD waits as long as one of which Ceph knows, counted from when it fell silent; several do not", () => {
  const osds = [0, 1, 2].map((osd) => ({ osd, up: 1, in: 1, public_addrs: { addrvec: [] } }));
  const dump: OsdDump = { epoch: 1, flags_set: [], full_ratio: 0.95, pools: [], osds };
  const [one] = withSilent([], { silent: [1], dump });
  expect(one).toMatchObject({ key: "OSD_DOWN", severity: "warning", holdMs: 11_000 });
  const [all] = withSilent([], { silent: [0, 1, 2], dump });
  expect(all).toMatchObject({ key: "OSD_DOWN", severity: "error" });
  expect(all?.holdMs).toBeUndefined();
});
