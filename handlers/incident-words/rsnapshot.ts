import type { IncidentWords } from "./words.ts";

const again = {
  ja: "直したら /backup run でもう一度実行してください。それまで、良いスナップショットは残してあります。",
  en: "When it is mended, run it again with /backup run. Until then the good snapshots stay.",
};

/** What is wrong with the backups. `level` is rsnapshot's name of the schedule, `host` that of a backup line. */
export const rsnapshotIncidentWords: IncidentWords = {
  "rsnapshot.unreachable": {
    ja: (n) => `バックアップ(${n["level"]})が ${n["host"] ?? "ホスト"} に接続できませんでした`,
    en: (n) => `The ${n["level"]} backup could not reach ${n["host"] ?? "a host"}`,
    advice: again,
  },
  "rsnapshot.denied": {
    ja: (n) => `バックアップ(${n["level"]})が ${n["host"] ?? "ホスト"} にログインできませんでした`,
    en: (n) => `${n["host"] ?? "A host"} did not let the ${n["level"]} backup in`,
    advice: {
      ja: `SSHの鍵と known_hosts を確かめてください。${again.ja}`,
      en: `See its ssh key and known_hosts. ${again.en}`,
    },
  },
  "rsnapshot.host_absent": {
    ja: (n) => `${n["host"] ?? "あるホスト"} がバックアップに入っていません`,
    en: (n) => `${n["host"] ?? "A host"} is not in the backup`,
    advice: {
      ja: `rsnapshot は警告しか出しませんが、そのホストは何も保存されていません。フォルダがあるか、マウントされているかを確かめてください。${again.ja}`,
      en: `rsnapshot only warns of it, but nothing of that host is kept. See whether the folder is there and mounted. ${again.en}`,
    },
  },
  "rsnapshot.partial": {
    ja: (n) => `バックアップ(${n["level"]})で読めないファイルがありました`,
    en: (n) => `The ${n["level"]} backup could not read some files`,
  },
  "rsnapshot.disk_full": {
    ja: () => "バックアップ先のディスクがいっぱいです",
    en: () => "The disk of the backups is full",
    advice: again,
  },
  "rsnapshot.disk_low": {
    ja: (n) => `バックアップ先のディスクの空きが ${n["percent"]}% です`,
    en: (n) => `Only ${n["percent"]} % of the backups' disk is free`,
  },
  "rsnapshot.disk_filling": {
    ja: (n) => `バックアップ先のディスクは、あと約 ${n["days"]} 日でいっぱいになります`,
    en: (n) => `The backups' disk will be full in about ${n["days"]} days`,
  },
  "rsnapshot.config": {
    ja: (n) => `rsnapshot の設定に誤りがあり、バックアップ(${n["level"]})が動きません`,
    en: (n) => `rsnapshot's configuration is wrong: no ${n["level"]} backup is made`,
    advice: again,
  },
  "rsnapshot.source_missing": {
    ja: (n) => `保存元のフォルダがなく、バックアップ(${n["level"]})が何も保存しません`,
    en: (n) => `A folder to back up is missing: the ${n["level"]} backup keeps nothing at all`,
    advice: again,
  },
  "rsnapshot.level_unknown": {
    ja: (n) => `rsnapshot の設定に「${n["level"]}」がありません`,
    en: (n) => `rsnapshot's configuration has no level ${n["level"]}`,
  },
  "rsnapshot.root_missing": {
    ja: () => "バックアップ先のフォルダがありません",
    en: () => "The folder of the backups is not there",
    advice: {
      ja: `ディスクがマウントされているか確かめてください。${again.ja}`,
      en: `See whether its disk is mounted. ${again.en}`,
    },
  },
  "rsnapshot.lock_held": {
    ja: (n) => `ほかのバックアップが動いていて、${n["level"]} を始められませんでした`,
    en: (n) => `Another backup was still running, so ${n["level"]} did not begin`,
  },
  "rsnapshot.lock_stale": {
    ja: (n) => `途中で止まったバックアップのロックを片付けてから ${n["level"]} を実行しました`,
    en: (n) => `The ${n["level"]} backup first cleared the lock of one that had been killed`,
  },
  "rsnapshot.killed": {
    ja: (n) => `バックアップ(${n["level"]})が途中で止まりました`,
    en: (n) => `The ${n["level"]} backup was killed on the way`,
    advice: again,
  },
  "rsnapshot.failed": {
    ja: (n) => `バックアップ(${n["level"]})が失敗しました`,
    en: (n) => `The ${n["level"]} backup failed`,
    advice: again,
  },
  "rsnapshot.rotation_refused": {
    ja: (n) => `直前のコピーが失敗していたため、${n["level"]} を見送りました`,
    en: (n) => `${n["level"]} was left out, because the copy before it had failed`,
    advice: {
      ja: "コピーはもう直っています。/backup run で実行できます。",
      en: "Copies are good again: /backup run makes up for it.",
    },
  },
  "rsnapshot.overdue": {
    ja: (n) => `バックアップ(${n["level"]})が期限までに終わりませんでした`,
    en: (n) => `The ${n["level"]} backup was not done in time`,
    advice: {
      ja: "cron かタイマーが shisa-rsnapshot を起動しているか、まだ動いているかを確かめてください。",
      en: "See whether cron or a timer starts shisa-rsnapshot, and whether it still runs.",
    },
  },
  "rsnapshot.keeps_less": {
    ja: (n) => `rsnapshot が残す ${n["level"]} は ${n["has"]} 個で、必要な ${n["keep"]} 個より少ないです`,
    en: (n) => `rsnapshot keeps ${n["has"]} of ${n["level"]}; ${n["keep"]} are wanted`,
  },
  "rsnapshot.drill_failed": {
    ja: () => "復元の練習で、ファイルが元どおりになりませんでした",
    en: () => "The restore drill did not bring files back as they were",
    advice: {
      ja: "ディスクかコピーが傷んでいるかもしれません。下のファイルを確かめてください。",
      en: "The disk or a copy may be damaged: look into these files.",
    },
  },
  "rsnapshot.drill_overdue": {
    ja: () => "復元の練習が1週間以上行われていません",
    en: () => "No restore drill was made for over a week",
    advice: { ja: "/backup run drill で実行できます。", en: "/backup run drill makes one." },
  },
};
