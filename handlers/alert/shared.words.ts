import type { IncidentEvent, IncidentView } from "../kit/incidents.ts";
import type { Text } from "../kit/reply.ts";
import { nobodyReasons } from "../oncall/nobody.shared.words.ts";

const states: Readonly<Record<IncidentView["state"], Text>> = {
  open: { ja: "未対応", en: "open" },
  acknowledged: { ja: "対応中", en: "acknowledged" },
  snoozed: { ja: "一時停止中", en: "snoozed" },
  cleared: { ja: "自然に解消", en: "over by itself" },
  resolved: { ja: "解決", en: "resolved" },
};

const events: Readonly<Record<IncidentEvent["kind"], Text>> = {
  opened: { ja: "見つかりました", en: "found" },
  worse: { ja: "悪化しました", en: "it got worse" },
  better: { ja: "軽くなりました", en: "it got better" },
  changed: { ja: "内容が変わりました", en: "it changed" },
  cleared: { ja: "解消しました", en: "over" },
  again: { ja: "また起きました", en: "it is back" },
  acknowledged: { ja: "対応を始めました", en: "acknowledged" },
  snoozed: { ja: "一時停止しました", en: "snoozed" },
  unsnoozed: { ja: "一時停止が終わりました", en: "no longer snoozed" },
  noted: { ja: "メモ", en: "note" },
  resolved: { ja: "解決しました", en: "resolved" },
  named: { ja: "担当", en: "on call for it" },
  told: { ja: "知らせました", en: "told" },
  fixed: { ja: "実行しました", en: "ran" },
};

/** How a job ended, in a timeline. */
const ran: Readonly<Record<string, Text>> = {
  done: { ja: "成功", en: "it went well" },
  failed: { ja: "失敗", en: "it failed" },
  refused: { ja: "断られました", en: "it was refused" },
  cancelled: { ja: "取り消されました", en: "it was cancelled" },
  not_run: { ja: "実行されませんでした", en: "it was not run" },
  unknown: { ja: "結果はまだわかりません", en: "nobody knows yet how it ended" },
};

/** What is said about incidents. */
export const shared = {
  states,
  events,
  ran,
  ranLine: {
    ja: (line: string, how: string) => `${line} → ${how}`,
    en: (line: string, how: string) => `${line}: ${how}`,
  },
  number: { ja: "アラートの番号", en: "the alert's number" },
  severities: { warning: { ja: "警告", en: "warning" }, error: { ja: "障害", en: "error" } },
  title: {
    ja: (number: number, severity: string, what: string) => `アラート ${number}(${severity}): ${what}`,
    en: (number: number, severity: string, what: string) => `Alert ${number} (${severity}): ${what}`,
  },
  state: { ja: "状態", en: "State" },
  by: {
    ja: (state: string, who: string) => `${state}: ${who}`,
    en: (state: string, who: string) => `${state}: ${who}`,
  },
  until: {
    ja: (state: string, time: string) => `${state}: ${time} まで`,
    en: (state: string, time: string) => `${state} until ${time}`,
  },
  where: { ja: "ホスト", en: "Host" },
  from: { ja: "検知元", en: "Found by" },
  ownName: "Shisa",
  since: { ja: "いつから", en: "Since" },
  ended: { ja: "終わり", en: "Over" },
  lasted: {
    ja: (time: string, length: string) => `${time}(${length}続きました)`,
    en: (time: string, length: string) => `${time}, after ${length}`,
  },
  assigned: { ja: "担当", en: "On call" },
  nobody: { ja: (why: string) => `いません(${why})`, en: (why: string) => `nobody (${why})` },
  nobodyWhy: {
    "no rota": { ja: "当番表がありません", en: "there is no rota" },
    ...nobodyReasons,
  } as Readonly<Record<string, Text>>,
  touches: { ja: "影響を受ける人", en: "Touches" },
  people: {
    ja: (names: string, more: number) => (more > 0 ? `${names} ほか${more}人` : names),
    en: (names: string, more: number) => (more > 0 ? `${names} and ${more} more` : names),
  },
  flapping: {
    ja: (times: number) => `起きたり直ったりを繰り返しています(${times}回)`,
    en: (times: number) => `It comes and goes: ${times} times so far.`,
  },
  returned: {
    ja: (times: number) => `直ってからまた起きました(${times}回)`,
    en: (times: number) => `It came back (${times}).`,
  },
  grouped: {
    ja: (count: number) => `一緒に見つかったもの(${count}件)`,
    en: (count: number) => `Found with it (${count})`,
  },
  more: { ja: (count: number) => `ほか${count}件`, en: (count: number) => `and ${count} more` },
  documentation: { ja: "説明", en: "Read" },
  note: { ja: "メモ", en: "Note" },
  ack: { ja: "対応します", en: "Acknowledge" },
  snooze: { ja: "1時間止める", en: "Snooze 1 h" },
  addNote: { ja: "メモを書く", en: "Note" },
  resolve: { ja: "解決した", en: "Resolve" },
  list: { ja: "アラートの一覧", en: "List alerts" },
  forgotten: { ja: "このアラートの記録はもうありません", en: "This alert is not known any more" },
  storm: {
    title: {
      ja: (count: number, errors: number) => `ほかに ${count}件のアラート(障害 ${errors}件)`,
      en: (count: number, errors: number) =>
        `${count} more alerts (${errors} of them ${errors === 1 ? "an error" : "errors"})`,
    },
    over: {
      ja: (count: number) =>
        count === 0
          ? "まとめて表示していたアラートはすべて終わりました"
          : `まとめて表示していた ${count}件のアラートはすべて終わりました`,
      en: (count: number) =>
        count === 0
          ? "All alerts that were told together are over"
          : `All ${count} alerts that were told together are over`,
    },
    why: {
      ja: "一度に多く見つかったので、まとめて表示しています。/alert list ですべて確かめられます。",
      en: "Too many were found at once to be shown one by one. /alert list has them all.",
    },
    found: { ja: "検知元", en: "Found by" },
    worst: { ja: "重いもの", en: "The worst" },
    ended: { ja: "終わったもの", en: "Over" },
  },
} as const;
