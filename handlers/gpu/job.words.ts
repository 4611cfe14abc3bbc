import type { ScriptNote } from "../../protocol/actions/gpu.ts";
import type { GpuState } from "../../protocol/slurm.ts";
import type { Text } from "../kit/reply.ts";

/** A text with something in it. */
type Told = Readonly<Record<"ja" | "en", (text: string) => string>>;
type Ended = Readonly<Record<GpuState, Told>>;
type Notes = Readonly<Record<ScriptNote["code"], Told>>;

const states: Ended = {
  completed: { ja: (name) => `「${name}」が正常に終わりました`, en: (name) => `${name} has completed` },
  failed: { ja: (name) => `「${name}」はエラーで終わりました`, en: (name) => `${name} ended with an error` },
  cancelled: { ja: (name) => `「${name}」は取り消されました`, en: (name) => `${name} was cancelled` },
  timeout: { ja: (name) => `「${name}」は時間切れで止められました`, en: (name) => `${name} ran out of time` },
  out_of_memory: {
    ja: (name) => `「${name}」はメモリ不足で止められました`,
    en: (name) => `${name} ran out of memory`,
  },
  node_fail: { ja: (name) => `「${name}」のノードが故障しました`, en: (name) => `The node of ${name} failed` },
  preempted: {
    ja: (name) => `「${name}」は他のジョブに場所を譲りました`,
    en: (name) => `${name} made room for another`,
  },
  deadline: { ja: (name) => `「${name}」は期限に間に合いませんでした`, en: (name) => `${name} missed its deadline` },
  unknown: {
    ja: (name) => `「${name}」は終わりましたが、どう終わったかは分かりません`,
    en: (name) => `${name} is over, and nobody knows how it ended`,
  },
  // Never an end.
  pending: { ja: (name) => `「${name}」は待っています`, en: (name) => `${name} is waiting` },
  running: { ja: (name) => `「${name}」は動いています`, en: (name) => `${name} is running` },
  completing: { ja: (name) => `「${name}」は終わるところです`, en: (name) => `${name} is about to end` },
};

const notes: Notes = {
  byte_order_mark: {
    ja: () => "スクリプトの先頭の目に見えない記号(BOM)を取り除きました。",
    en: () => "An invisible mark (BOM) at the script's start was taken away.",
  },
  carriage_returns: {
    ja: () => "Windows の改行(CRLF)を直しました。",
    en: () => "Windows line ends (CRLF) were mended.",
  },
  shift_jis: {
    ja: () => "スクリプトは Shift_JIS です。文字化けやエラーになるときは UTF-8 で保存してください。",
    en: () => "The script is in Shift_JIS; save it as UTF-8 if its text comes out wrong.",
  },
  utf16: {
    ja: () => "UTF-16 のスクリプトを UTF-8 に直しました。",
    en: () => "The script was UTF-16, and is UTF-8 now.",
  },
  directive_taken: {
    ja: (line) => `この行をオプションとして使いました: ${line}`,
    en: (line) => `Taken as an option: ${line}`,
  },
  directive_ignored: { ja: (line) => `この行は使いませんでした: ${line}`, en: (line) => `Not used: ${line}` },
};

const texts = {
  summary: { ja: "スクリプトやコマンドをGPUで動かします", en: "Run a script or a command on a GPU" },
  work: {
    ja: "ホームにあるスクリプト(train.py)、またはコマンド",
    en: "a script in your home (train.py), or a command",
  },
  script: { ja: "スクリプトのファイル(1MBまで)", en: "a script to run, at most 1 MB" },
  image: {
    ja: "イメージの名前(/gpu images)、自分の sif(~/my.sif)、または docker://…",
    en: "an image's name (/gpu images), a sif of yours (~/my.sif), or docker://…",
  },
  gpus: { ja: "GPUの数(ふつうは1)", en: "how many GPUs; 1 unless you say" },
  cpus: { ja: "CPUの数", en: "how many CPUs" },
  memory: { ja: "メモリ(16G など)", en: "memory, as 16G" },
  time: { ja: "時間の上限(90m、2h、1d)", en: "the most time it may take: 90m, 2h, 1d" },
  name: { ja: "ジョブの名前(半角英数字)", en: "what to call it" },
  node: { ja: "ノード", en: "Node" },
  exit: { ja: "終了コード", en: "Exit code" },
  signal: { ja: "シグナル", en: "Signal" },
  elapsed: { ja: "かかった時間", en: "Took" },
  hours: { ja: "GPU時間", en: "GPU-hours" },
  number: { ja: "Slurmの番号", en: "Slurm's number" },
  log: { ja: "ログ", en: "Log" },
  noLog: { ja: "ログは読めませんでした。", en: "Its log could not be read." },
} satisfies Readonly<Record<string, Text>>;

export const words = {
  ...texts,
  states,
  notes,
  working: { ja: (name: string) => `GPUジョブ「${name}」`, en: (name: string) => `GPU job ${name}` },
  steps: {
    image: { ja: "イメージを用意する", en: "Get the image" },
    prepare: { ja: "スクリプトとログの場所を用意する", en: "Prepare the script and its log" },
    submit: { ja: "Slurm に出す", en: "Submit it to Slurm" },
    run: { ja: "順番を待って動かす", en: "Wait for its turn, and run" },
  },
} as const;
