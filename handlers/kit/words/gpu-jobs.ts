import type { Phrase, Phrases } from "../phrases.ts";

const over = (ja: string, en: string, unit = ""): Phrase => ({
  ja: (n) => [
    `${ja}が、どのノードにも多すぎます`,
    n.has("limit") ? `頼まれたのは ${n.text("request")}${unit}、使えるのは ${n.text("limit")}${unit} までです。` : "",
  ],
  en: (n) => [
    `No node has that ${en}`,
    n.has("limit") ? `${n.text("request")}${unit} were asked for; at most ${n.text("limit")}${unit} would run.` : "",
  ],
});

/** Why a job of the cluster is not taken, or did not come to run. */
export const gpuJobWords: Phrases = {
  "slurm.node_gpus": over("GPUの数", "many GPUs"),
  "slurm.node_cpus": over("CPUの数", "many CPUs"),
  "slurm.node_memory": over("メモリ", "much memory", " MB"),
  "slurm.time": {
    ja: (n) => ["そんなに長くは動かせません", n.has("limit") ? `上限は ${n.text("limit")} 分です。` : ""],
    en: (n) => ["That is longer than a job may take", n.has("limit") ? `At most ${n.text("limit")} minutes.` : ""],
  },
  "slurm.no_nodes": {
    ja: () => ["GPUのノードがありません", "管理者が Slurm のパーティションの設定を確かめてください。"],
    en: () => ["There are no GPU nodes", "An administrator should see Slurm's partition."],
  },
  "slurm.away": {
    ja: () => ["Slurm が応答しません", "しばらくしてからもう一度試してください。"],
    en: () => ["Slurm does not answer", "Try again in a while."],
  },
  "slurm.refused": {
    ja: () => ["Slurm がジョブを受け付けませんでした", "下の詳細を添えて管理者に連絡してください。"],
    en: () => ["Slurm did not take the job", "Tell an administrator what it says below."],
  },
  "slurm.lost": {
    ja: () => ["Slurm にそのジョブがありません", "もう一度出してください。"],
    en: () => ["Slurm has no such job", "Submit it again."],
  },
  "gpu.script_missing": {
    ja: (n) => [
      "そのスクリプトが見つかりません",
      n.has("path") ? `ホームに普通のファイルとしてあるか確かめてください: ${n.text("path")}` : "",
    ],
    en: (n) => [
      "The script is not there",
      n.has("path") ? `It has to be a plain file in your home: ${n.text("path")}` : "",
    ],
  },
  "gpu.script_large": {
    ja: () => ["スクリプトは1MBまでです", "データは別のファイルに分けてください。"],
    en: () => ["A script may have at most 1 MB", "Put its data into another file."],
  },
  "gpu.name": {
    ja: () => [
      "その名前はジョブに付けられません",
      "半角の英数字・ピリオド・ハイフン・下線で、40字までにしてください。",
    ],
    en: () => ["A job cannot be called that", "Use letters, digits, dots, hyphens and underscores, at most 40."],
  },
  "gpu.time": {
    ja: () => ["時間が読めません", "90m、2h、1d のように、30日までで書いてください。"],
    en: () => ["That is no length of time", "Write 90m, 2h or 1d, at most 30 days."],
  },
  "gpu.home": {
    ja: () => ["ホームに書き込めませんでした", "ホームの権限を確かめて、もう一度試してください。"],
    en: () => ["Your home could not be used", "See its permissions, and try again."],
  },
  "gpu.home_full": {
    ja: () => ["ホームに空きがありません", "/me disk で使用量を見て、不要なものを消してください。"],
    en: () => ["Your home is full", "/me disk shows what takes the room."],
  },
  "image.own_missing": {
    ja: (n) => [
      "その sif が見つかりません",
      n.has("path") ? `普通のファイルか確かめてください: ${n.text("path")}` : "",
    ],
    en: (n) => ["The sif is not there", n.has("path") ? `It has to be a plain file: ${n.text("path")}` : ""],
  },
  "image.pull": {
    ja: () => ["イメージを取ってこられませんでした", "名前とタグを確かめてください。"],
    en: () => ["The image could not be pulled", "See whether its name and tag are right."],
  },
};
