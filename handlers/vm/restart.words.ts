export const words = {
  summary: { ja: "VMを止めて、もう一度起動します", en: "Shut a VM down and start it again" },
  working: { ja: (name: string) => `VM「${name}」の再起動`, en: (name: string) => `Restarting VM ${name}` },
  done: { ja: (name: string) => `VM「${name}」を再起動しました`, en: (name: string) => `VM ${name} has restarted` },
} as const;
