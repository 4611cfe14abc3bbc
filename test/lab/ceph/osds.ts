import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { mustInside } from "../inside.ts";
import { waitFor } from "../wait.ts";
import { type CephOfLab, cephFiles, osdHosts } from "./conf.ts";
import { ceph, startCephDaemon } from "./daemon.ts";
import { keyOf } from "./mon.ts";

/** What an executor that keeps guests' backups may: docs/vm-hosts.md tells an administrator to give just this. */
const backupCaps = ["mon", "profile rbd", "osd", "profile rbd pool=rbd"];

/** Starts mgr.x and one OSD for each host of the lab, all in memory, and a pool `rbd`; returns when all is clean. */
export async function startOsds(lab: CephOfLab): Promise<void> {
  await startCephDaemon(lab, "mgr.x");
  await Promise.all(osdHosts.map((_, id) => startOsd(lab, id)));
  await ceph(lab, ["osd", "pool", "create", "rbd", "8", "8"]);
  await ceph(lab, ["osd", "pool", "application", "enable", "rbd", "rbd"]);
  const keyring = await keyOf(lab, "client.shisa-backup", backupCaps);
  await writeFile(cephFiles(lab.dir).backupKeyring, keyring, { mode: 0o600 });
  await waitForClean(lab);
}

/** Starts mds.a and a file system, `cephfs`, for it; returns when it can be mounted. */
export async function startFileSystem(lab: CephOfLab): Promise<void> {
  await mkdir(join(cephFiles(lab.dir).folder, "mds.a"), { recursive: true });
  for (const pool of ["cephfs_metadata", "cephfs_data"]) await ceph(lab, ["osd", "pool", "create", pool, "8", "8"]);
  await ceph(lab, ["fs", "new", "cephfs", "cephfs_metadata", "cephfs_data"]);
  await startCephDaemon(lab, "mds.a");
  await waitForClean(lab);
}

/** Makes an OSD where there is none yet, and starts it. What it held in memory is lost with each kill. */
async function startOsd(lab: CephOfLab, id: number): Promise<void> {
  const folder = join(cephFiles(lab.dir).folder, `osd.${id}`);
  if (!existsSync(folder)) await makeOsd(lab, id, folder);
  await startCephDaemon(lab, `osd.${id}`);
}

async function makeOsd(lab: CephOfLab, id: number, folder: string): Promise<void> {
  const uuid = randomUUID();
  const { conf } = cephFiles(lab.dir);
  const must = (argv: readonly string[]) => mustInside(`making osd.${id}`, lab.keeperPid, argv);
  const secret = (await must(["ceph-authtool", "--gen-print-key"])).trim();
  await ceph(lab, ["osd", "new", uuid, String(id), "-i", "-"], JSON.stringify({ cephx_secret: secret }));
  await mkdir(folder, { recursive: true });
  const keyring = join(folder, "keyring");
  await writeFile(keyring, `[osd.${id}]\n\tkey = ${secret}\n`, { mode: 0o600 });
  const made = ["--mkfs", "--osd-uuid", uuid, "--keyring", keyring];
  await must(["ceph-osd", "--conf", conf, "--id", String(id), ...made]);
}

const statusSchema = z.object({
  health: z.object({ status: z.string() }),
  osdmap: z.object({ num_osds: z.number(), num_up_osds: z.number() }),
  pgmap: z.object({
    num_pgs: z.number(),
    pgs_by_state: z.array(z.object({ state_name: z.string() })).default([]),
  }),
  fsmap: z.object({ by_rank: z.array(z.object({ status: z.string() })).default([]) }),
});

/** Waits until the cluster is healthy, all OSDs are up, every placement group is clean and every MDS active. */
export async function waitForClean(lab: CephOfLab, timeoutMs = 60_000): Promise<void> {
  await waitFor(
    "a healthy and clean cluster",
    async () => {
      const { health, osdmap, pgmap, fsmap } = statusSchema.parse(JSON.parse(await ceph(lab, ["-s", "-f", "json"])));
      const areUp = osdmap.num_up_osds === osdmap.num_osds;
      const areClean = pgmap.num_pgs > 0 && pgmap.pgs_by_state.every((state) => state.state_name === "active+clean");
      const areActive = fsmap.by_rank.every((rank) => rank.status === "up:active");
      return health.status === "HEALTH_OK" && areUp && areClean && areActive ? true : undefined;
    },
    { timeoutMs, everyMs: 300 },
  );
}
