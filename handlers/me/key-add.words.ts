export const words = {
  summary: {
    ja: "SSHの公開鍵を登録します(これから作るVMにログインできます)",
    en: "Add an SSH public key, which opens the VMs that you make from then on",
  },
  key: {
    ja: "公開鍵の1行(ssh-ed25519 AAAA… のように始まります)を貼り付けます。ファイルを添付するなら空のままで",
    en: "paste the one line of a public key, like ssh-ed25519 AAAA…; leave it empty where you attach a file",
  },
  file: {
    ja: "公開鍵のファイル(名前が .pub で終わるもの)。貼り付けるなら不要です",
    en: "the file of a public key, whose name ends in .pub; not needed where you paste one",
  },
  working: { ja: "公開鍵の登録", en: "Adding your public key" },
  steps: { keep: { ja: "公開鍵を保存する", en: "Keep the key" } },
  done: {
    ja: (count: number) => (count === 1 ? "公開鍵を登録しました" : `公開鍵を${count}個登録しました`),
    en: (count: number) => (count === 1 ? "Your public key was added" : `${count} public keys were added`),
  },
  known: {
    ja: (count: number) => (count === 1 ? "その公開鍵はもう登録されています" : "それらの公開鍵はもう登録されています"),
    en: (count: number) => (count === 1 ? "You have that key already" : "You have all of those keys already"),
  },
  alsoKnown: {
    ja: (count: number) => `ほかの${count}個は、もう登録されていました。`,
    en: (count: number) => `${count} more had been there before.`,
  },
  use: {
    ja: "これから作るVMに、この鍵でログインできます。今あるVMは変わりません。",
    en: "It opens the VMs that you make from now on. Those that you have stay as they are.",
  },
  notYou: {
    ja: "登録した覚えがないときは、/me key list から削除して、すぐに管理者に知らせてください。",
    en: "If this was not you, remove it in /me key list and tell an administrator at once.",
  },
  notice: { ja: "あなたの名前で公開鍵が登録されました", en: "A public key was added in your name" },
  make: { ja: "VMを作る", en: "Make a VM" },
  list: { ja: "公開鍵の一覧", en: "List your keys" },
  total: {
    ja: (total: number, limit: number) => `${limit}個まで・いま${total}個`,
    en: (total: number, limit: number) => `${total} of ${limit} keys`,
  },
} as const;
