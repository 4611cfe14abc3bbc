import type { HeadFinding } from "../../protocol/audit/head.ts";
import type { Text } from "../kit/reply.ts";

export const sharedWords = {
  since: {
    ja: "いつから(例: 2d、3h、yesterday、2026-04-01)",
    en: "from when on, such as 2d, 3h, yesterday or 2026-04-01",
  },
  limit: { ja: "最大で何件か(100まで)", en: "how many at most, up to 100" },
  none: { ja: "該当する記録はありません。", en: "There is nothing of the kind." },
  more: {
    ja: (from: string) => `${from} より前は調べていません。期間や人、言葉で絞ってください。`,
    en: (from: string) => `Nothing before ${from} was looked at: name a time, a person or words.`,
  },
  file: { ja: "全文は添付のファイルにあります。", en: "The whole lines are in the file." },
} as const;

export const resultWords: Readonly<Record<string, Text>> = {
  done: { ja: "完了", en: "done" },
  refused: { ja: "受け付け不可", en: "refused" },
  failed: { ja: "失敗", en: "failed" },
  cancelled: { ja: "取り消し", en: "cancelled" },
  not_run: { ja: "実行せず", en: "not run" },
};

/** What two contradicting statements about one chain say; `whose` in the reader's language. */
export const findingWords: Readonly<
  Record<HeadFinding["why"], Readonly<Record<keyof Text, (whose: string, when: string, f: HeadFinding) => string>>>
> = {
  cut: {
    ja: (whose, when, { kept, said }) =>
      `⚠ ${whose}の監査ログが短くなりました(${when}): ${kept.seq} 行あったはずが ${said.seq} 行です。`,
    en: (whose, when, { kept, said }) =>
      `⚠ The audit of ${whose} became shorter (${when}): it had ${kept.seq} lines and then ${said.seq}.`,
  },
  forked: {
    ja: (whose, when, { kept }) => `⚠ ${whose}の監査ログの ${kept.seq} 行目が別のものになりました(${when})。`,
    en: (whose, when, { kept }) => `⚠ Line ${kept.seq} of the audit of ${whose} is another than it was (${when}).`,
  },
};

export const botName = { ja: "ボット", en: "the bot" } as const;
export const verify = {
  ja: "そのマシンで npm run shisa -- audit verify を実行して調べてください。",
  en: "Look into it with npm run shisa -- audit verify on that machine.",
} as const;
