export const words = {
  summary: { ja: "VMのアドレスと接続方法を表示します", en: "Show a VM's address and how to log in" },
  working: {
    ja: (name: string) => `VM「${name}」のアドレスの確認`,
    en: (name: string) => `Looking up the address of ${name}`,
  },
  title: {
    ja: (name: string, state: string) => `VM「${name}」のアドレス (${state})`,
    en: (name: string, state: string) => `Addresses of VM ${name} (${state})`,
  },
  reserved: {
    ja: (address: string) => `まだ確認できません(予約: ${address})`,
    en: (address: string) => `not seen yet (reserved: ${address})`,
  },
  wait: {
    ja: "起動直後は1分ほどかかることがあります。少し待ってもう一度見てください。変わらなければ再起動してみてください。",
    en: "Just after a start this can take a minute. Look again soon; if nothing changes, restart it.",
  },
  start: { ja: "動いていないのでアドレスはありません。", en: "It is not running, so it has no address." },
} as const;
