import type { Phrases } from "../phrases.ts";

/** Who somebody is, and what they may ask for. */
export const peopleWords: Phrases = {
  "person.unknown": {
    ja: () => [
      "アカウントを確認できませんでした",
      "学科のUnixアカウントとグループに見つかりません。新入生や復学したばかりの方は、管理者にアカウントの登録を頼んでください。",
    ],
    en: () => [
      "We could not find your account",
      "It is in none of the department's Unix groups. If you are new or have just come back, ask an administrator to register it.",
    ],
  },
  "person.mismatch": {
    ja: () => [
      "アカウントの番号が一致しません",
      "同じ名前で別のアカウントが作り直されたようです。安全のため何もしていません。管理者に連絡してください。",
    ],
    en: () => [
      "Your account's number does not match",
      "The account seems to have been made anew under the same name. To be safe, nothing was done. Tell an administrator.",
    ],
  },
  "person.account_name": {
    ja: (n) => [
      "このアカウント名ではVMを作れません",
      `アカウント名${n.has("account") ? `「${n.text("account")}」` : ""}はホスト名の一部にできません(英小文字・数字・ハイフンだけが使えます)。管理者に相談してください。`,
    ],
    en: (n) => [
      "Your account's name cannot be part of a host name",
      `${n.has("account") ? `${n.text("account")} holds` : "It holds"} something other than a-z, 0-9 and hyphens, so no VM can be made for it. Talk to an administrator.`,
    ],
  },
  "person.guest": {
    ja: () => [
      "ゲストの方はここから使えません",
      "学科のワークスペースの正式なメンバーだけが使えます。学科の方なら、管理者にメンバーへの変更を頼んでください。",
    ],
    en: () => [
      "Guests cannot use this",
      "Only full members of the department's workspace can. If you belong to the department, ask an administrator to make you one.",
    ],
  },
  "person.bot": {
    ja: () => ["アプリやボットからは使えません", "本人のアカウントで入力してください。"],
    en: () => ["Apps and bots cannot use this", "Type it from a person's own account."],
  },
  "place.shared": {
    ja: () => [
      "ほかの組織と共有しているチャンネルでは使えません",
      "何も実行していません。ボットへのダイレクトメッセージで、もう一度試してください。",
    ],
    en: () => [
      "This cannot be used in a channel that is shared with others",
      "Nothing was done. Try again in a direct message to the bot.",
    ],
  },
  "place.workspace": {
    ja: () => [
      "このワークスペースからは使えません",
      "学科のワークスペース（サーバー）の中だけで使えます。何も実行していません。",
    ],
    en: () => ["This cannot be used from here", "It works in the department's own workspace only. Nothing was done."],
  },
  "action.unknown": {
    ja: () => ["この操作はまだ使えません", "ホストとボットの版が違うようです。管理者に連絡してください。"],
    en: () => [
      "This is not available yet",
      "The host and the bot seem to be of different releases. Tell an administrator.",
    ],
  },
  "action.forbidden": {
    ja: () => ["この操作は許可されていません", "あなたの役割ではできません。自分にできることは /help で見られます。"],
    en: () => ["You may not do this", "Your role does not allow it. /help lists what you can do."],
  },
  "policy.failed": {
    ja: () => [
      "許可を確認できませんでした",
      "規則を読み取れないため、安全のため何もしていません。管理者に連絡してください。",
    ],
    en: () => [
      "We could not check whether this is allowed",
      "The rules could not be read, so to be safe nothing was done. Tell an administrator.",
    ],
  },
  "job.unknown": {
    ja: (n) => [`ジョブ #${n.text("number")} は見つかりません`, "自分のジョブの一覧は /jobs で見られます。"],
    en: (n) => [`You have no job #${n.text("number")}`, "/jobs lists yours."],
  },
  "job.ended": {
    ja: (n) => [`ジョブ #${n.text("number")} はもう終わっています`, "取り消すものはありません。"],
    en: (n) => [`Job #${n.text("number")} has already ended`, "There is nothing to cancel."],
  },
  "queue.full": {
    ja: (n) => [
      "順番待ちがいっぱいです",
      `いま実行中が${n.text("running")}件、順番待ちが${n.text("waiting")}件あります。1人につき実行は${n.text("limit_running")}件、順番待ちは${n.text("limit_waiting")}件までです。`,
      "どれかが終わってからもう一度試すか、/jobs で要らないものを取り消してください。",
    ],
    en: (n) => [
      "You have too many jobs waiting",
      `${n.text("running")} are running and ${n.text("waiting")} are waiting; each person can have ${n.text("limit_running")} running and ${n.text("limit_waiting")} waiting.`,
      "Try again when one has ended, or cancel one: /jobs lists them.",
    ],
  },
  "catalogue.version": {
    ja: () => [
      "ホストとボットの版が違います",
      "更新の途中かもしれません。数分後にもう一度試し、続くようなら管理者に連絡してください。",
    ],
    en: () => [
      "The host and the bot are of different releases",
      "An update may be under way. Try again in a few minutes; if it goes on, tell an administrator.",
    ],
  },
  "deadline.passed": {
    ja: () => [
      "時間内に始められませんでした",
      "15分以内に順番が来なかったため、実行していません。もう一度試してください。",
    ],
    en: () => [
      "It could not be started in time",
      "Its turn did not come within 15 minutes, so it was not run. Try again.",
    ],
  },
  "clock.off": {
    ja: (n) => [
      "時計がずれています",
      `ホスト${n.has("host") ? ` ${n.text("host")} ` : ""}とボットの時計が30秒以上ずれているため、安全のため何もしていません。管理者に連絡してください。`,
    ],
    en: (n) => [
      "The clocks differ",
      `The clocks of the host${n.has("host") ? ` ${n.text("host")}` : ""} and of the bot are more than 30 s apart, so to be safe nothing was done. Tell an administrator.`,
    ],
  },
};
