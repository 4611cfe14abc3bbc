import { stat } from "node:fs/promises";
import { execa } from "execa";
import { bad, type Finding, good, note } from "../../bot/finding.ts";
import { reason } from "./finding.ts";
import type { Patient } from "./patient.ts";

type CephAccount = NonNullable<NonNullable<Patient["executor"]>["ceph"]>["look"];

/** Ceph answers to both accounts, and nobody else can read their keys; or this host has nothing to do with it. */
export async function checkCeph({ executor, enter }: Patient): Promise<Finding[]> {
  if (executor === undefined) return [];
  const { ceph } = executor;
  if (ceph === undefined)
    return [
      note(
        "Ceph は設定がないので見張りません（SHISA_CEPH_CONF）",
        "Ceph is not watched from this host: it has no settings (SHISA_CEPH_CONF)",
      ),
    ];
  const acting =
    ceph.act === undefined
      ? [
          note(
            "Ceph は見るだけです（SHISA_CEPH_ACT_KEYRING がありません）",
            "Ceph is only looked at from this host: there is no SHISA_CEPH_ACT_KEYRING",
          ),
        ]
      : await checkAccount(ceph.act, enter);
  return [...(await checkAccount(ceph.look, enter)), ...acting];
}

async function checkAccount({ conf, name, keyring }: CephAccount, enter: readonly string[]): Promise<Finding[]> {
  try {
    const { mode } = await stat(keyring);
    if ((mode & 0o077) !== 0) {
      const what = {
        ja: `${name} の鍵 ${keyring} をほかの人が読めます`,
        en: `others can read ${keyring}, the key of ${name}`,
      };
      return [bad(what, { ja: `chmod 600 ${keyring}`, en: `chmod 600 ${keyring}` })];
    }
  } catch (error) {
    const mend = { ja: "docs/ceph.md を見て鍵を作る", en: "make the key as docs/ceph.md says" };
    return [bad({ ja: `${name} の鍵: ${reason(error)}`, en: `key of ${name}: ${reason(error)}` }, mend)];
  }
  const [file, ...rest] = [...enter, "ceph"];
  const words = ["--conf", conf, "--name", name, "--keyring", keyring, "--connect-timeout", "3", "health"];
  const ran = await execa(file, [...rest, ...words], { reject: false, timeout: 10_000 });
  if (ran.exitCode === 0) return [good(`Ceph: ${name} で接続できます`, `Ceph answers to ${name}`)];
  const said = (ran.stderr || ran.message || "").trim().split("\n").at(-1) ?? "";
  const what = { ja: `Ceph が ${name} に応答しません: ${said}`, en: `Ceph does not answer to ${name}: ${said}` };
  return [
    bad(what, {
      ja: "mon と鍵の権限を確かめる（docs/ceph.md）",
      en: "see its monitors and the key's caps (docs/ceph.md)",
    }),
  ];
}
