import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { healthSchema, statusSchema } from "../../../../executor/ceph/answers.ts";
import { conditionsOf, mutedIn } from "../../../../executor/ceph/conditions.ts";
import { incidentWords } from "../../../../handlers/incident-words/index.ts";
import { conditionSchema } from "../../../../protocol/monitor.ts";

const folder = join(import.meta.dirname, "../../../fixtures/ceph");
const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), "utf8"));
const samples = readdirSync(folder).flatMap((name) => /^health-(.+)\.json$/.exec(name)?.[1] ?? []);

/** What each real answer comes to, each with its severity. */
const expected: Readonly<Record<string, readonly string[]>> = {
  "all-muted": [],
  "all-osds-down": ["OSD_DOWN error"],
  "full-low": ["OSD_NEARFULL warning", "OSD_OUT_OF_ORDER_FULL error"],
  "mds-all-down": ["MDS_ALL_DOWN error"],
  "mgr-down": ["MGR_DOWN warning"],
  "mon-clock-skew": ["MON_CLOCK_SKEW warning"],
  "mon-disk-crit": ["MON_DISK_CRIT error"],
  "mon-disk-low": ["MON_DISK_LOW warning"],
  "mon-down": ["MON_DOWN error", "OSDMAP_FLAGS warning"],
  noout: ["OSDMAP_FLAGS warning"],
  ok: [],
  "osd-down": ["OSD_DOWN warning"],
  "osd-down-kill9": ["OSD_DOWN warning"],
  // Its cause is muted, and it is not: it is told by itself.
  "osd-down-muted": ["PG_DEGRADED warning"],
  "osd-full": ["OSD_FULL error"],
  "osd-hung": ["OSD_DOWN warning"],
  "osd-nearfull": ["OSD_NEARFULL warning"],
  "pool-quota-full": ["POOL_FULL error"],
  "scrub-error-damaged": ["PG_DAMAGED error"],
};

const around = (name: string) => {
  const file = `status-${name}.json`;
  const status = readdirSync(folder).includes(file) ? statusSchema.parse(read(file)) : undefined;
  return {
    osds: status?.osdmap.num_osds ?? 3,
    monitors: status?.monmap.num_mons ?? 1,
    inQuorum: status?.quorum_names.length ?? 1,
  };
};
const conditions = (name: string) => conditionsOf(healthSchema.parse(read(`health-${name}.json`)), around(name));
/** What Ceph calls it. */
const checkOf = ({ code }: { readonly code: string }): string => code.replace("ceph.", "").toUpperCase();

describe("a real answer of Ceph's", () => {
  it("is expected to come to something, each of them", () => {
    expect(samples.toSorted()).toEqual(Object.keys(expected).toSorted());
  });

  it.each(samples)("%s becomes one condition for each cause, of the right severity", (name) => {
    const told = conditions(name).map((one) => `${checkOf(one)} ${one.severity}`);
    expect(told.toSorted()).toEqual([...(expected[name] ?? [])].toSorted());
  });

  it.each(samples)("%s fits what a report may hold, and has words in both languages", (name) => {
    for (const condition of conditions(name)) {
      expect(conditionSchema.safeParse({ ...condition, since: 0 }).error).toBeUndefined();
      const words = incidentWords[condition.code];
      expect(words?.ja(condition.numbers)).toContain(checkOf(condition));
      expect(words?.en(condition.numbers)).toContain(checkOf(condition));
    }
  });

  it("tells what follows from a trouble below it, in Ceph's own words", () => {
    const [told] = conditions("osd-down");
    expect(told?.lines).toEqual([
      "1 osds down",
      "osd.2 (root=default,host=vm) is down",
      "Degraded data redundancy: 7/40 objects degraded (17.500%), 3 pgs degraded",
    ]);
    expect(told?.fixes).toContain("/ceph mute OSD_DOWN --for 4h");
    expect(told?.documentation).toBe("https://docs.ceph.com/en/latest/rados/operations/health-checks/#osd-down");
  });

  it("names what is muted", () => {
    expect(mutedIn(healthSchema.parse(read("health-osd-down-muted.json")))).toEqual(["OSD_DOWN"]);
    expect(mutedIn(healthSchema.parse(read("health-all-muted.json")))).toHaveLength(2);
    expect(mutedIn(healthSchema.parse(read("health-osd-down.json")))).toEqual([]);
  });

  it("may lack what a monitor alone does not know, and hold what a later release adds", () => {
    expect(healthSchema.safeParse({ status: "HEALTH_OK", checks: {}, mutes: [], more: 1 }).success).toBe(true);
    expect(healthSchema.safeParse({ status: "HEALTH_GREAT", checks: {}, mutes: [] }).success).toBe(false);
  });
});

describe("a check whose name is none of Ceph's", () => {
  it.each(["--yes", "osd_down", "A B", "", `A${"X".repeat(80)}`])("is not told on: %j", (code) => {
    const check = { severity: "HEALTH_ERR", summary: { message: "x" }, muted: false };
    const health = healthSchema.parse({ status: "HEALTH_ERR", checks: { [code]: check }, mutes: [] });
    expect(conditionsOf(health, { osds: 3, monitors: 1, inQuorum: 1 })).toEqual([]);
  });
});
