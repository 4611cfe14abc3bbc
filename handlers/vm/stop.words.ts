export const words = {
  summary: { ja: "VMを停止します(ディスクの中身は残ります)", en: "Shut a VM down; its disk stays" },
  force: { ja: "電源を切ります。保存していないデータは失われます", en: "cut the power; what is not saved is lost" },
  question: {
    ja: (name: string) => `VM「${name}」の電源を切りますか?`,
    en: (name: string) => `Cut the power of VM ${name}?`,
  },
  loses: {
    ja: "VMの中で保存していないデータは失われます。普通の停止(--force なし)なら失われません。",
    en: "What is not saved inside it is lost. An ordinary stop, without --force, loses nothing.",
  },
  working: { ja: (name: string) => `VM「${name}」の停止`, en: (name: string) => `Stopping VM ${name}` },
  done: { ja: (name: string) => `VM「${name}」を停止しました`, en: (name: string) => `VM ${name} is off` },
  kept: {
    ja: "ディスクの中身は残っています。また使うときは起動してください。",
    en: "Its disk is kept. Start it when you need it again.",
  },
} as const;
