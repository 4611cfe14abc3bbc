import type { Phrases } from "../phrases.ts";

/** Why nothing is looked up in the backups, or brought back from them. */
export const backupWords: Phrases = {
  "past.invalid": {
    ja: (n) => [
      `「${n.text("typed")}」は過去の日時として読めません`,
      "昨日、3日前、先週の金曜日、11/20、2026-11-20 13:00 のように入力してください。",
    ],
    en: (n) => [
      `${n.text("typed")} is no time in the past that we can read`,
      "Type it like yesterday, 3 days ago, last Friday, 11/20 or 2026-11-20 13:00.",
    ],
  },
  "backup.path": {
    ja: (n) => [
      `「${n.text("typed")}」は自分のホームの中の場所ではありません`,
      "~/report.tex や docs/report.tex のように、自分のホームからの場所を入力してください。",
    ],
    en: (n) => [
      `${n.text("typed")} is no path in your own home`,
      "Type it from your home, like ~/report.tex or docs/report.tex.",
    ],
  },
  "backup.nowhere": {
    ja: () => ["バックアップを扱うホストがありません", "この学科では、まだ設定されていません。"],
    en: () => ["No host here has backups", "They have not been set up in this department yet."],
  },
  "backup.hosts": {
    ja: (n) => ["バックアップのホストが複数あります", `--host で選んでください: ${n.names("hosts")}`],
    en: (n) => ["There are several hosts with backups", `Choose one by --host: ${n.names("hosts")}.`],
  },
  "backup.none_before": {
    ja: (n) => [
      "その時点の版はありません",
      n.has("oldest") ? `一番古い版は ${n.moment("oldest")} のものです。` : "",
      "--as-of を付けなければ最新の版を戻します。/backup list PATH ですべての版を見られます。",
    ],
    en: (n) => [
      "There is no version as old as that",
      n.has("oldest") ? `The oldest is of ${n.moment("oldest")}.` : "",
      "Without --as-of you get the newest; /backup list PATH shows all that there are.",
    ],
  },
  "backup.home_elsewhere": {
    ja: (n) => [
      "あなたのホームのあるホストが見つかりません",
      `バックアップは ${n.text("host")} にありますが、あなたのホームに書けるホストがありません。しばらくしても同じなら、管理者に知らせてください。`,
    ],
    en: (n) => [
      "No host with your home was found",
      `The backups are there (${n.text("host")}), but no host that can write to your home. If it stays so, tell an administrator.`,
    ],
  },
  "backup.too_large_to_carry": {
    ja: (n) => [
      "ホームのあるホストに運ぶには大きすぎます",
      `${n.mib("request")} あります。一度に運べるのは ${n.mib("limit")} までです。中のフォルダを1つずつ指定するか、ファイルの場所と日付を添えて管理者に頼んでください。`,
    ],
    en: (n) => [
      "That is too much to carry to the host with your home",
      `It is ${n.mib("request")}, and ${n.mib("limit")} can be carried at once. Name the folders in it one by one, or ask an administrator, with the path and the date.`,
    ],
  },
  "backup.parcels_full": {
    ja: () => [
      "いま運んでいる復元が多すぎます",
      "1人2つまで、全体でも上限があります。30分以内に空くので、それからもう一度試してください。",
    ],
    en: () => [
      "Too much is being carried right now",
      "Two restores a person, and a limit for all. There will be room within 30 minutes: try again then.",
    ],
  },
  "backup.parcel_invalid": {
    ja: () => [
      "運ばれてきたファイルを受け取れません",
      "古いか、この復元のものではありません。もう一度実行してください。",
    ],
    en: () => ["What was carried here cannot be taken", "It is too old, or not of this restore. Do it again."],
  },
  "backup.too_large": {
    ja: (n) => [
      "一度に復元するには大きすぎます",
      `${n.mib("request")} あります。一度に復元できるのは ${n.mib("limit")} までです。中のフォルダを1つずつ指定してください。`,
    ],
    en: (n) => [
      "That is too much to bring back at once",
      `It is ${n.mib("request")}, and ${n.mib("limit")} can be brought back at once. Name the folders in it one by one.`,
    ],
  },
  "backup.no_room": {
    ja: (n) => [
      "ホームの空きが足りません",
      `${n.mib("request")} 必要ですが、空きは ${n.mib("free")} です。要らないファイルを消してから、もう一度試してください。`,
    ],
    en: (n) => [
      "Your home has no room for it",
      `It needs ${n.mib("request")} and ${n.mib("free")} is free. Remove what you no longer need, then try again.`,
    ],
  },
  "backup.folders": {
    ja: (n) => [
      "復元したフォルダが多すぎます",
      `その日の restored- フォルダがもう${n.text("limit")}個あります。要らないものを消してください。`,
    ],
    en: (n) => [
      "There are too many restored folders",
      `Your home has ${n.text("limit")} restored- folders of that day. Remove those that you no longer need.`,
    ],
  },
  "backup.level_unknown": {
    ja: (n) => [`「${n.text("typed")}」という段階はありません`, `あるのは ${n.names("levels")} です。`],
    en: (n) => [`There is no level ${n.text("typed")}`, `There are ${n.names("levels")}.`],
  },
};

/** Why a job about backups that was begun did not end well. */
export const backupFailures: Phrases = {
  "backup.conf": {
    ja: () => ["rsnapshot の設定が読めません", "管理者に知らせてください。"],
    en: () => ["rsnapshot's configuration cannot be read", "Tell an administrator."],
  },
  "backup.too_many": {
    ja: () => ["ファイルが多すぎます", "中のフォルダを1つずつ指定してください。"],
    en: () => ["There are too many files", "Name the folders in it one by one."],
  },
  "backup.parcel_lost": {
    ja: () => [
      "バックアップのホストからファイルが届きません",
      "ホームは変わっていません。少し待って、もう一度実行してください。",
    ],
    en: () => [
      "Nothing more came from the host of the backups",
      "Your home is as it was. Wait a little, then do it again.",
    ],
  },
  "backup.parcel_broken": {
    ja: () => ["届いたファイルが、送られたものと違います", "ホームは変わっていません。管理者に知らせてください。"],
    en: () => ["What came is not what was sent", "Your home is as it was. Tell an administrator."],
  },
  "backup.host_full": {
    ja: () => ["運ぶ途中でホストのディスクがいっぱいになりました", "管理者に知らせてください。"],
    en: () => ["The host's disk became full on the way", "Tell an administrator."],
  },
  "backup.moved_on": {
    ja: () => ["読んでいる間に次のバックアップが始まりました", "もう一度実行してください。"],
    en: () => ["A backup moved it on while it was being read", "Just do it again."],
  },
  "backup.folder_taken": {
    ja: () => ["同じ名前のフォルダが先にできました", "もう一度実行すると、別の名前になります。"],
    en: () => ["A folder of that name was made meanwhile", "Do it again: it will get another name."],
  },
  "backup.no_space": {
    ja: () => ["ホームの容量がいっぱいになりました", "要らないファイルを消してから、もう一度試してください。"],
    en: () => ["Your home became full", "Remove what you no longer need, then try again."],
  },
};
