export const words = {
  summary: { ja: "1台のVMの状態を詳しく表示します", en: "Show everything about one VM" },
  working: { ja: (name: string) => `VM「${name}」の確認`, en: (name: string) => `Looking at VM ${name}` },
  title: {
    ja: (name: string, state: string) => `VM「${name}」(${state})`,
    en: (name: string, state: string) => `VM ${name} (${state})`,
  },
  disk: {
    ja: (size: string, used: string) => `${size}(うち ${used} 使用)`,
    en: (size: string, used: string) => `${size}, ${used} of it used`,
  },
  speed: { ja: "速度", en: "Speed" },
  emulated: {
    ja: "ソフトウェアで模擬しているため遅めです",
    en: "emulated in software, so rather slow",
  },
} as const;
