import type { JobView } from "../kit/ports.ts";
import type { Text } from "../kit/reply.ts";

export const jobStates: Readonly<Record<JobView["status"], Text>> = {
  waiting: { ja: "順番待ち", en: "waiting" },
  running: { ja: "実行中", en: "running" },
  undoing: { ja: "取り消し中", en: "being undone" },
  done: { ja: "完了", en: "done" },
  refused: { ja: "受け付け不可", en: "refused" },
  failed: { ja: "失敗", en: "failed" },
  cancelled: { ja: "取り消し済み", en: "cancelled" },
  not_run: { ja: "実行せず", en: "not run" },
  unknown: { ja: "結果不明", en: "outcome unknown" },
};

export const number = { ja: "ジョブの番号(/jobs で見られます)", en: "the job's number; /jobs lists yours" } as const;
