import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { healthSchema } from "../../../../executor/ceph/answers.ts";
import type { CephClient } from "../../../../executor/ceph/client.ts";
import { createSeeing } from "../../../../executor/ceph/seen.ts";
import { createExec } from "../../../../executor/exec.ts";
import { createCephMonitor } from "../../../../executor/monitors/ceph/monitor.ts";
import { incidentWords } from "../../../../handlers/incident-words/index.ts";
import { throwAwayFolder } from "../../../support/folder.ts";
import { quietCeph } from "../../../support/quiet-ceph.ts";

const sample = (name: string): unknown =>
  JSON.parse(readFileSync(join(import.meta.dirname, "../../../fixtures/ceph", `health-${name}.json`), "utf8"));

let folder: Awaited<ReturnType<typeof throwAwayFolder>>;
beforeEach(async () => {
  folder = await throwAwayFolder();
});
afterEach(() => folder.remove());

/** What is told of a cluster that answers so. */
async function told(answers: Partial<CephClient>, state = folder.path) {
  const client = quietCeph(answers);
  const account = { conf: "/c", name: "client.shisa", keyring: "/k" };
  const monitor = createCephMonitor({
    ...{ client, see: createSeeing(client), exec: createExec(), state, now: () => 1_800_000_000_000 },
    ...{ config: { look: account, act: undefined, fullDays: 30 }, act: undefined, noout: undefined },
  });
  return (await monitor.look(AbortSignal.timeout(10_000))).conditions;
}

const health = (name: string) => async () => healthSchema.parse(sample(name));

/** Three servers with an OSD each and two copies of everything, of which one is enough; the last is down. */
const twoOfThree: Partial<CephClient> = {
  osdDump: async () => ({
    ...{ epoch: 1, flags_set: [], full_ratio: 0.95 },
    pools: [{ pool_name: "rbd", size: 2, min_size: 1, crush_rule: 0 }],
    osds: [0, 1, 2].map((osd) => ({ osd, up: osd === 2 ? 0 : 1, in: 1, public_addrs: { addrvec: [] } })),
  }),
  osdTree: async () => ({
    nodes: [0, 1, 2].map((osd) => ({ id: -1 - osd, name: `s${osd}`, type: "host", children: [osd] })),
  }),
  status: async () => ({
    ...(await quietCeph({}).status(AbortSignal.timeout(1_000))),
    ...{ quorum_names: ["a", "b", "c"], monmap: { num_mons: 3 } },
    pgmap: {
      pgs_by_state: [{ state_name: "active+undersized+degraded", count: 8 }],
      ...{ num_pgs: 8, bytes_used: 0, bytes_avail: 0, bytes_total: 0 },
    },
  }),
};

it("an OSD that is down says how many servers more may fail", async () => {
  const [condition] = await told({ ...twoOfThree, health: health("osd-down") });
  expect(condition).toMatchObject({ key: "OSD_DOWN", numbers: { bears: 0 } });
  const words = incidentWords["ceph.osd_down"];
  expect(words?.en(condition?.numbers ?? {})).toBe(
    "A disk of Ceph's (an OSD) is down (OSD_DOWN). One server more that fails, and data cannot be reached",
  );
  expect(words?.ja({ bears: 2 })).toBe("Cephのディスク(OSD)が止まっています (OSD_DOWN)。あと2台止まっても使えます");
});

it("what is damaged and clocks that differ are told, each with what to do about it", async () => {
  const [damaged] = await told({ health: health("scrub-error-damaged") });
  expect(damaged).toMatchObject({ key: "PG_DAMAGED", severity: "error", code: "ceph.pg_damaged" });
  expect(damaged?.lines[0]).toBe("Possible data damage: 1 pg inconsistent");
  const [skew] = await told({ health: health("mon-clock-skew") });
  expect(skew).toMatchObject({ key: "MON_CLOCK_SKEW", severity: "warning", code: "ceph.mon_clock_skew" });
  const said = [damaged, skew].map((one) => {
    const words = incidentWords[one?.code ?? ""];
    return [words?.en(one?.numbers ?? {}), words?.ja(one?.numbers ?? {}), words?.advice?.en, words?.advice?.ja];
  });
  expect(said).toEqual([
    [
      "Some data is damaged (PG_DAMAGED)",
      "データの一部が壊れています (PG_DAMAGED)",
      expect.stringContaining("ceph pg repair"),
      expect.stringContaining("ceph pg repair"),
    ],
    [
      "The clocks of the monitors differ (MON_CLOCK_SKEW)",
      "モニターの時計がずれています (MON_CLOCK_SKEW)",
      expect.stringContaining("chrony"),
      expect.stringContaining("chrony"),
    ],
  ]);
});

it("what is wrong is told though nothing can be written beside it", async () => {
  const conditions = await told({ health: health("mon-disk-crit") }, join(folder.path, "not-there"));
  expect(conditions.map(({ code }) => code)).toEqual(["ceph.mon_disk_crit"]);
});
