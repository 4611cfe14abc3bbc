import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { mustInside } from "../inside.ts";
import { waitFor } from "../wait.ts";
import { type CephOfLab, cephFiles, writeConf } from "./conf.ts";
import { ceph, startCephDaemon, tryCeph } from "./daemon.ts";

const all = "allow *";

/** The keys of a new cluster: `mon.` and who the monitor is told of when it is made. */
const firstKeys: readonly (readonly [name: string, caps: Readonly<Record<string, string>>])[] = [
  ["mon.", { mon: all }],
  ["client.admin", { mon: all, osd: all, mds: all, mgr: all }],
  ["mgr.x", { mon: "allow profile mgr", osd: all, mds: all }],
  ["mds.a", { mon: "allow profile mds", mgr: "allow profile mds", osd: all, mds: all }],
];

/** What an executor's two accounts may: docs/ceph.md tells an administrator to give just these. */
const lookCaps = ["mon", "allow r", "mgr", "allow r"];
const actCaps = [
  "mon",
  [
    "allow r",
    'allow command "health mute"',
    'allow command "health unmute"',
    'allow command "osd set" with key=noout',
    'allow command "osd unset" with key=noout',
  ].join(", "),
  "mgr",
  ["allow r", 'allow command "crash archive"', 'allow command "crash archive-all"'].join(", "),
];

/** Starts a monitor, mon.a, alone: a cluster without a disk, healthy in half a second. Data of an earlier run is kept. */
export async function startMon(lab: CephOfLab, address: string): Promise<void> {
  const files = cephFiles(lab.dir);
  const fsid = await writeConf(lab.dir, address);
  if (!existsSync(join(files.folder, "mon.a"))) await makeMon(lab, fsid, address);
  await startCephDaemon(lab, "mon.a");
  await waitFor(
    "the first answer of mon.a",
    async () => ((await tryCeph(lab, ["health"])).exitCode === 0 ? true : undefined),
    { timeoutMs: 20_000 },
  );
  await writeFile(files.readKeyring, await keyOf(lab, "client.shisa", lookCaps), { mode: 0o600 });
  await writeFile(files.actKeyring, await keyOf(lab, "client.shisa-act", actCaps), { mode: 0o600 });
}

/** Adds a monitor, `b` or `c`, to the one that there is; returns when it is in the quorum. */
export async function addMon(lab: CephOfLab, id: "b" | "c", options: { aheadSeconds?: number } = {}): Promise<void> {
  const { folder, conf, keyring } = cephFiles(lab.dir);
  const monmap = join(folder, `monmap.${id}`);
  await ceph(lab, ["mon", "getmap", "-o", monmap]);
  const made = ["--mkfs", "--id", id, "--monmap", monmap, "--keyring", keyring];
  await mustInside(`making mon.${id}`, lab.keeperPid, ["ceph-mon", "--conf", conf, ...made]);
  const address = /^public addr = (.+)$/m.exec(await readFile(conf, "utf8"))?.[1] ?? "";
  const port = { b: 1, c: 2 }[id];
  const where = `[v2:${address}:${3300 + port},v1:${address}:${6789 + port}]`;
  await startCephDaemon(lab, `mon.${id}`, { ...options, words: ["--public-addrv", where] });
  await waitFor(
    `mon.${id} in the quorum`,
    async () => {
      const { stdout } = await tryCeph(lab, ["quorum_status", "-f", "json"]);
      return quorumSchema.safeParse(stdout).data?.quorum_names.includes(id) === true ? true : undefined;
    },
    { timeoutMs: 30_000 },
  );
}

const quorumSchema = z.preprocess(
  (text) => (typeof text === "string" && text.trim() !== "" ? JSON.parse(text) : undefined),
  z.object({ quorum_names: z.array(z.string()) }),
);

/** A keyring with one account's key, made where there is none yet. */
export async function keyOf(lab: CephOfLab, name: string, caps: readonly string[]): Promise<string> {
  return await ceph(lab, ["auth", "get-or-create", name, ...caps]);
}

async function makeMon(lab: CephOfLab, fsid: string, address: string): Promise<void> {
  const { folder, conf, keyring } = cephFiles(lab.dir);
  const must = (argv: readonly string[]) => mustInside("making the lab's Ceph monitor", lab.keeperPid, argv);
  for (const [index, [name, caps]] of firstKeys.entries()) {
    const given = Object.entries(caps).flatMap(([on, cap]) => ["--cap", on, cap]);
    const first = index === 0 ? ["--create-keyring"] : [];
    await must(["ceph-authtool", keyring, ...first, "--gen-key", "-n", name, ...given]);
  }
  const monmap = join(folder, "monmap");
  const where = `[v2:${address}:3300,v1:${address}:6789]`;
  await must(["monmaptool", "--create", "--addv", "a", where, "--fsid", fsid, monmap]);
  await must(["ceph-mon", "--conf", conf, "--mkfs", "--id", "a", "--monmap", monmap, "--keyring", keyring]);
}
