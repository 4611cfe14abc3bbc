import { randomBytes } from "node:crypto";
import { bad, type Finding, good, note } from "../../bot/finding.ts";
import { faultOfKey } from "./keyring.ts";
import type { Patient } from "./patient.ts";
import { run } from "./run.ts";

const guide = "docs/storage.md";

/** Whether guests can be backed up: the pool is there, and the account makes an image in it and removes that again. */
export async function checkGuestBackups({ executor, enter }: Patient): Promise<Finding[]> {
  if (executor?.vm === undefined) return [];
  const { backups } = executor;
  if (backups === undefined)
    return [
      note(
        "仮想マシンのバックアップは使いません（SHISA_RBD_POOL が空）",
        "guests have no backups on this host (SHISA_RBD_POOL is empty)",
      ),
    ];
  const { pool, conf, client, keyring } = backups;
  const name = `client.${client}`;
  const fault = keyring === undefined ? undefined : await faultOfKey(name, keyring, guide);
  if (fault !== undefined) return [fault];
  const as = ["--conf", conf, "--id", client, ...(keyring === undefined ? [] : ["--keyring", keyring])];
  const rbd = (...words: readonly string[]) => run([...enter, "rbd", ...as, ...words]);
  // No backup is called so (executor/backups/names.ts): one that stays would be taken for nobody's.
  const image = `${pool}/shisa-doctor-${randomBytes(4).toString("hex")}`;
  const made = await rbd("create", "--size", "1M", image);
  const removed = made.ok ? await rbd("rm", "--no-progress", image) : made;
  if (removed.ok)
    return [
      good(
        `仮想マシンのバックアップ: ${name} はプール ${pool} に書けます`,
        `guests' backups: ${name} can write to the pool ${pool}`,
      ),
    ];
  const what = {
    ja: `仮想マシンのバックアップ: ${name} はプール ${pool} を使えません: ${removed.text}`,
    en: `guests' backups: ${name} cannot use the pool ${pool}: ${removed.text}`,
  };
  const mend = { ja: "プールと鍵の権限を確かめる", en: "see the pool and the key's caps" };
  return [bad(what, { ja: `${mend.ja}（${guide}）`, en: `${mend.en} (${guide})` })];
}
