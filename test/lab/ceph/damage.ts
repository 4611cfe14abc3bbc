import { z } from "zod";
import { mustInside } from "../inside.ts";
import { type CephOfLab, cephFiles } from "./conf.ts";
import { ceph } from "./daemon.ts";

const placeSchema = z.object({ pgid: z.string(), acting: z.array(z.int()) });

/** Writes an object into a pool; gives its placement group and the numbers of the OSDs that have a copy. */
export async function putObject(lab: CephOfLab, pool: string, name: string, content: string) {
  const { conf } = cephFiles(lab.dir);
  const account = ["--conf", conf, "--name", "client.admin", "--pool", pool];
  await mustInside(`writing ${name}`, lab.keeperPid, ["rados", ...account, "put", name, "-"], { input: content });
  return placeSchema.parse(JSON.parse(await ceph(lab, ["osd", "map", pool, name, "-f", "json"])));
}

/** Cuts one OSD's copy of an object, in its store, behind the cluster's back. */
export async function damageObject(lab: CephOfLab, pool: string, name: string, osd: number): Promise<void> {
  await ceph(lab, ["tell", `osd.${osd}`, "truncobj", pool, name, "1"]);
}
