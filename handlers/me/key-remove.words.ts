export const words = {
  summary: { ja: "登録したSSHの公開鍵を1つ削除します", en: "Remove one of the SSH public keys that you added" },
  which: {
    ja: "フィンガープリント(SHA256:…、最初の6文字以上)か、鍵の名前",
    en: "its fingerprint (SHA256:…, or the first 6 characters or more of it), or the key's name",
  },
  working: { ja: "公開鍵の削除", en: "Removing a public key" },
  steps: { forget: { ja: "公開鍵を削除する", en: "Forget the key" } },
  done: {
    ja: (name: string) => `公開鍵「${name}」を削除しました`,
    en: (name: string) => `The key ${name} was removed`,
  },
  later: { ja: "これから作るVMには入りません。", en: "VMs that you make from now on do not get it." },
  before: {
    ja: "前に作ったVMには残っています。そこでも使えなくするには、VMの中で ~/.ssh/authorized_keys からその行を消してください。",
    en: "VMs that you made before still have it: to lock it out there too, delete its line from ~/.ssh/authorized_keys in each of them.",
  },
  list: { ja: "公開鍵の一覧", en: "List your keys" },
} as const;
