export const words = {
  summary: {
    ja: "学科で確認済みの、GPUジョブで使えるイメージの一覧を表示します",
    en: "List the images that the department has tested for GPU jobs",
  },
  title: { ja: "GPUジョブで使えるイメージ", en: "Images for GPU jobs" },
  none: { ja: "確認済みのイメージはまだありません", en: "No image was tested yet" },
  own: {
    ja: "自分で作った sif も使えます: --image ~/my.sif",
    en: "A sif of your own works too: --image ~/my.sif",
  },
  next: {
    ja: "下の行のように --image に名前を付けて使います。「調べる」を押すと、いま本当にGPUが使えるかを試せます。",
    en: "Name one with --image, as in the line below. Checking one shows whether it can use a GPU right now.",
  },
  cuda: { ja: (version: string) => `CUDA ${version}`, en: (version: string) => `CUDA ${version}` },
  tested: { ja: (when: string) => `${when} に確認`, en: (when: string) => `tested ${when}` },
  untested: { ja: "未確認", en: "not tested yet" },
  check: { ja: (name: string) => `${name} を調べる`, en: (name: string) => `Check ${name}` },
  age: { ja: (age: string) => `${age}の情報`, en: (age: string) => `As of ${age}` },
} as const;
