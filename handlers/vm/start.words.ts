export const words = {
  summary: { ja: "停止中のVMを起動します", en: "Start a VM that is off" },
  working: { ja: (name: string) => `VM「${name}」の起動`, en: (name: string) => `Starting VM ${name}` },
  done: { ja: (name: string) => `VM「${name}」が起動しました`, en: (name: string) => `VM ${name} is running` },
} as const;
