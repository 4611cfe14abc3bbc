import { randomUUID } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** What the functions of this folder need to know of a lab. */
export interface CephOfLab {
  dir: string;
  keeperPid: number;
}

/** Where a lab's Ceph keeps its things; the paths are good inside and outside. */
export function cephFiles(dir: string) {
  const folder = join(dir, "ceph");
  return {
    folder,
    conf: join(folder, "ceph.conf"),
    /** Every key of the cluster, client.admin's and the daemons'. */
    keyring: join(folder, "keyring"),
    /** The key by which an executor looks, and no more. */
    readKeyring: join(folder, "client.shisa.keyring"),
    /** The key by which an executor mutes and sets noout, and no more. */
    actKeyring: join(folder, "client.shisa-act.keyring"),
    /** The key by which an executor keeps guests' backups in the pool `rbd`, and no more. */
    backupKeyring: join(folder, "client.shisa-backup.keyring"),
    log: join(folder, "log"),
    run: join(folder, "run"),
  };
}

/** The hosts of the lab's CRUSH map; each has one OSD. */
export const osdHosts = ["store1", "store2", "gen1"] as const;

/** Writes the cluster's configuration once; gives its fsid. */
export async function writeConf(dir: string, address: string): Promise<string> {
  const files = cephFiles(dir);
  const before = await readFile(files.conf, "utf8").catch(() => "");
  const known = /^fsid = (\S+)$/m.exec(before)?.[1];
  if (known !== undefined) return known;
  for (const folder of [files.folder, files.log, files.run, join(files.folder, "crash")])
    await mkdir(folder, { recursive: true });
  const fsid = randomUUID();
  await writeFile(files.conf, confOf(files, fsid, address));
  return fsid;
}

type Files = ReturnType<typeof cephFiles>;

/**
 * Quick to notice and quick to forgive, so that tests need not wait; monitors' own thresholds for a full disk are low,
 * or the machine's disk would decide what a test sees. Sizes: two copies, one suffices to go on.
 */
const confOf = ({ folder, keyring, run, log }: Files, fsid: string, address: string): string => `[global]
fsid = ${fsid}
mon host = ${address}
public addr = ${address}
cluster addr = ${address}
keyring = ${keyring}
run dir = ${run}
admin socket = ${run}/$type.$id.asok
pid file = ${run}/$type.$id.pid
log file = ${log}/$type.$id.log
crash dir = ${folder}/crash
auth allow insecure global id reclaim = false
mon allow pool delete = true
osd pool default size = 2
osd pool default min size = 1
osd pool default pg num = 8
osd pool default pg autoscale mode = off
osd objectstore = memstore
memstore device bytes = 1073741824
osd heartbeat interval = 1
osd heartbeat grace = 5
osd beacon report interval = 3
mds beacon interval = 1
mds beacon grace = 5
mds beacon mon down grace = 2

[client]
admin socket =
log file =

[mon]
mon data = ${folder}/mon.$id
mon cluster log file = ${log}/cluster.log
mon tick interval = 1
mon data avail warn = 2
mon data avail crit = 1
mon osd min down reporters = 1
mon osd reporter subtree level = osd
mon mgr beacon grace = 4
mon mgr mkfs grace = 1
mon down mkfs grace = 1
mon lease = 2
mon election timeout = 2
mon timecheck interval = 2
mon timecheck skew interval = 2

[mgr]
mgr data = ${folder}/mgr.$id
mgr tick period = 1
mgr stats period = 1
mgr initial modules =

[osd]
osd data = ${folder}/osd.$id
osd crush update on start = true
${osdHosts.map((host, id) => `\n[osd.${id}]\ncrush location = root=default host=${host}\n`).join("")}
[mds]
mds data = ${folder}/mds.$id
`;
