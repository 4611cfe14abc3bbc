import type { Phrases } from "../phrases.ts";

/** Backups of guests, and why there are none. */
export const guestBackupWords: Phrases = {
  "backup.not_here": {
    ja: (n) => [
      `${n.text("host")} ではVMのバックアップを使えません`,
      "このホストにはバックアップの保存先が設定されていません。大切なファイルはホームに写してください。",
    ],
    en: (n) => [
      `${n.text("host")} keeps no backups of VMs`,
      "No place for them is set up on this host. Copy what matters to your home.",
    ],
  },
  "backup.no_ceph": {
    ja: () => [
      "バックアップの保存先(Ceph)が応答しません",
      "VMのディスクはそのままです。しばらくしてからもう一度試し、続くようなら管理者に連絡してください。",
    ],
    en: () => [
      "The place for backups (Ceph) does not answer",
      "The VM's disk is as it was. Try again in a while; if it goes on, tell an administrator.",
    ],
  },
  "backup.pool": {
    ja: () => [
      "バックアップの保存先(Ceph)でエラーになりました",
      "VMのディスクはそのままです。ジョブ番号を添えて管理者に連絡してください。",
    ],
    en: () => [
      "The place for backups (Ceph) answered with an error",
      "The VM's disk is as it was. Tell an administrator, with the job's number.",
    ],
  },
  "backup.host_busy": {
    ja: (n) => [
      `${n.text("host")} では別のバックアップの最中です`,
      "1台のホストで一度に行うのは1つだけです。数分待ってからもう一度試してください。",
    ],
    en: (n) => [
      `Another backup is under way on ${n.text("host")}`,
      "A host does one at a time. Try again in a few minutes.",
    ],
  },
  "backup.too_large": {
    ja: (n) => [
      "ディスクが大きすぎてバックアップできません",
      `このVMのディスクは ${n.gib("disk")}、バックアップできるのは ${n.gib("limit")} までです。大切なファイルはホームに写してください。`,
    ],
    en: (n) => [
      "The disk is too large to back up",
      `It has ${n.gib("disk")}; disks of up to ${n.gib("limit")} are backed up. Copy what matters to your home.`,
    ],
  },
  "backup.too_many": {
    ja: (n) => ["バックアップが多すぎます", `1人 ${n.text("limit")}個までです。古いものは日がたつと自動で減ります。`],
    en: (n) => [
      "You have too many backups",
      `One person may have ${n.text("limit")}. Old ones go by themselves in time.`,
    ],
  },
  "backup.too_often": {
    ja: (n) => [
      "このVMのバックアップは、今日はもう取れません",
      `24時間に ${n.text("limit")}回までです。次に取れるのは ${n.moment("next")} です。`,
    ],
    en: (n) => [
      "This VM was backed up often enough today",
      `At most ${n.text("limit")} times in 24 hours; the next can be taken at ${n.moment("next")}.`,
    ],
  },
  "backup.no_room": {
    ja: (n) => [
      `${n.text("host")} のディスクに空きがありません`,
      `一時的に ${n.gib("needed")} 必要ですが、空きは ${n.gib("free")} です。管理者に連絡してください。`,
    ],
    en: (n) => [
      `There is no room for it on ${n.text("host")}`,
      `It needs ${n.gib("needed")} for a while, and ${n.gib("free")} are free. Tell an administrator.`,
    ],
  },
  "backup.none": {
    ja: (n) => [`VM「${n.text("name")}」のバックアップはありません`, "/vm backup で今のディスクを保存できます。"],
    en: (n) => [`VM ${n.text("name")} has no backup`, "/vm backup keeps its disk as it is now."],
  },
  "backup.unknown": {
    ja: (n) => [
      `${n.text("id")} というバックアップはありません`,
      `番号は /vm backups ${n.text("name")} で見られます。`,
    ],
    en: (n) => [`There is no backup ${n.text("id")}`, `/vm backups ${n.text("name")} lists them.`],
  },
  "backup.none_then": {
    ja: (n) => ["その時点のバックアップはありません", `一番古いものは ${n.moment("oldest")} です。`],
    en: (n) => ["There was no backup yet at that time", `The oldest is from ${n.moment("oldest")}.`],
  },
  "backup.larger": {
    ja: (n) => [
      "バックアップのほうが今のディスクより大きいため、戻せません",
      `バックアップは ${n.gib("backup")}、ディスクは ${n.gib("disk")} です。先に /vm disk でディスクを大きくしてください。`,
    ],
    en: (n) => [
      "The backup is larger than the VM's disk",
      `It has ${n.gib("backup")}, the disk ${n.gib("disk")}. Make the disk larger first (/vm disk).`,
    ],
  },
  "backup.template_gone": {
    ja: (n) => [
      `VM「${n.text("name")}」のテンプレートのファイルがホストにありません`,
      "何も変えていません。管理者に連絡してください。",
    ],
    en: (n) => [
      `The template of VM ${n.text("name")} is missing on its host`,
      "Nothing was changed. Tell an administrator.",
    ],
  },
};
