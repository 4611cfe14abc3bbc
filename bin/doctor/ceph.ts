import { bad, type Finding, good, note } from "../../bot/finding.ts";
import { faultOfKey } from "./keyring.ts";
import type { Patient } from "./patient.ts";
import { run } from "./run.ts";

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
  const fault = await faultOfKey(name, keyring, "docs/ceph.md");
  if (fault !== undefined) return [fault];
  const words = ["--conf", conf, "--name", name, "--keyring", keyring, "--connect-timeout", "3", "health"];
  const { ok, text } = await run([...enter, "ceph", ...words]);
  if (ok) return [good(`Ceph: ${name} で接続できます`, `Ceph answers to ${name}`)];
  const what = { ja: `Ceph が ${name} に応答しません: ${text}`, en: `Ceph does not answer to ${name}: ${text}` };
  return [
    bad(what, {
      ja: "mon と鍵の権限を確かめる（docs/ceph.md）",
      en: "see its monitors and the key's caps (docs/ceph.md)",
    }),
  ];
}
