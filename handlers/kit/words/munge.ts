import type { Phrases } from "../phrases.ts";

const again = {
  ja: "新しいものを作って、もう一度試してください。",
  en: "Make a new one and try again.",
};

/** What is wrong with a munge credential. */
export const mungeWords: Phrases = {
  "munge.absent": {
    ja: (n) => [
      "本人確認のサービスが動いていません",
      `ホスト${n.has("host") ? ` ${n.text("host")} ` : ""}で munged が動いていないため、何も確認できませんでした。管理者に連絡してください。`,
    ],
    en: (n) => [
      "The service that proves who people are is not running",
      `There is no munged on the host${n.has("host") ? ` ${n.text("host")}` : ""}, so nothing could be checked. Tell an administrator.`,
    ],
  },
  "munge.failed": {
    ja: (n) => ["本人確認ができませんでした", `munge からの返事: ${n.text("reason")}`, "管理者に連絡してください。"],
    en: (n) => ["Who you are could not be checked", `munge said: ${n.text("reason")}`, "Tell an administrator."],
  },
  "munge.unreadable": {
    ja: () => [
      "munge の証明ではありません",
      "「MUNGE:」で始まり「:」で終わる1行を、途中で切らずにそのまま貼り付けてください。",
    ],
    en: () => [
      "This is no munge credential",
      "Paste the whole line as it was printed: it begins with MUNGE: and ends with a colon.",
    ],
  },
  "munge.damaged": {
    ja: () => ["証明が壊れています", `途中で文字が変わったか、学科以外のマシンで作られたものです。${again.ja}`],
    en: () => [
      "The credential is damaged",
      `It was changed on the way, or made on a machine that is not the department's. ${again.en}`,
    ],
  },
  "munge.expired": {
    ja: () => ["証明の期限が切れています", again.ja],
    en: () => ["The credential is too old", again.en],
  },
  "munge.future": {
    ja: () => [
      "証明の時刻が未来になっています",
      "作ったマシンとホストの時計がずれています。別のマシンで試すか、管理者に連絡してください。",
    ],
    en: () => [
      "The credential is from the future",
      "The clock of the machine that made it differs from the host's. Try another machine, or tell an administrator.",
    ],
  },
  "munge.replayed": {
    ja: () => ["この証明はもう使われています", `1つの証明は1回だけ使えます。${again.ja}`],
    en: () => ["This credential was used already", `Each is good for one time. ${again.en}`],
  },
  "munge.others": {
    ja: () => ["この証明はほかの人に宛てたものです", `「-u root」を付けて作ってください。${again.ja}`],
    en: () => ["This credential is meant for somebody else", `Make it with "-u root". ${again.en}`],
  },
  "munge.payload": {
    ja: () => ["この証明は別の用途のものです", "いま表示されているコマンドを、そのままコピーして実行してください。"],
    en: () => [
      "This credential was made for something else",
      "Copy the command as it is shown now, and run exactly that.",
    ],
  },
  "munge.system": {
    ja: () => ["システムのアカウントでは使えません", "rootやサービスではなく、自分のアカウントで実行してください。"],
    en: () => ["This does not work for accounts of the system", "Run it as yourself, not as root or a service."],
  },
};
