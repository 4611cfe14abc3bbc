export const words = {
  summary: { ja: "VMとそのディスクを削除します(元に戻せません)", en: "Delete a VM and its disk, for good" },
  question: {
    ja: (name: string) => `VM「${name}」を削除しますか?`,
    en: (name: string) => `Delete VM ${name}?`,
  },
  loses: {
    ja: "ディスクの中身はすべて消え、元に戻せません。動いている場合は電源も切ります。",
    en: "Everything on its disk is lost for good. If it is running, its power is cut.",
  },
  working: { ja: (name: string) => `VM「${name}」の削除`, en: (name: string) => `Deleting VM ${name}` },
  steps: {
    destroy: { ja: "電源を切る", en: "Cut the power" },
    disk: { ja: "ディスクを消す", en: "Remove its disk" },
    release: { ja: "アドレスを返す", en: "Release its address" },
    undefine: { ja: "VMの登録を消す", en: "Remove its definition" },
  },
  done: { ja: (name: string) => `VM「${name}」を削除しました`, en: (name: string) => `VM ${name} is deleted` },
  freed: {
    ja: "使っていた分の上限が空きました。",
    en: "What it used no longer counts against your limits.",
  },
} as const;
