import type { Phrases } from "../phrases.ts";

/** Public keys that people give, and private ones that they should not have given. */
export const keyWords: Phrases = {
  "key.private": {
    ja: () => [
      "それは秘密鍵です。捨てて、新しい鍵を作ってください",
      "秘密鍵はだれにも渡してはいけないものです。ここには保存していませんが、チャットなどを通ったので、もう安全ではありません。",
      "その鍵を捨てて新しい鍵を作り、名前が .pub で終わるほう(公開鍵)を登録してください。チャットにメッセージが残っていれば消してください。",
    ],
    en: () => [
      "That is a private key: discard it and make a new one",
      "A private key is never given to anybody. Nothing of it was kept here, but it has been through the chat and is safe no more.",
      "Discard it, make a new pair, and add the one whose file ends in .pub, the public key. Delete your message if the chat still shows it.",
    ],
  },
  "key.invalid": {
    ja: (n) => [
      "公開鍵ではないようです",
      n.has("typed") ? `読み取れなかったもの: ${n.text("typed")}` : "",
      "公開鍵は ssh-ed25519 AAAA… のように始まる1行です。名前が .pub で終わるファイルの中身を、そのまま貼り付けてください。",
      "PuTTYgenでは、上の枠(Public key for pasting …)に出ている文字をコピーします。",
    ],
    en: (n) => [
      "That is not a public key",
      n.has("typed") ? `What could not be read: ${n.text("typed")}` : "",
      "A public key is one line that begins like ssh-ed25519 AAAA…: paste what the file holds whose name ends in .pub.",
      "In PuTTYgen, copy the text in the box at the top (Public key for pasting …).",
    ],
  },
  "key.damaged": {
    ja: (n) => [
      "公開鍵が途中で切れているか、壊れています",
      `${n.has("type") ? `${n.text("type")} の鍵のようですが、` : ""}続きの文字が正しくありません。1行全部をコピーし直してください。`,
    ],
    en: (n) => [
      "That public key is cut short or damaged",
      `${n.has("type") ? `It begins as ${n.text("type")}, but what follows` : "What follows its type"} is not right. Copy the whole line again.`,
    ],
  },
  "key.certificate": {
    ja: () => [
      "証明書は登録できません",
      "証明書ではなく、もとの公開鍵(名前が -cert.pub でないほうの .pub)を登録してください。",
    ],
    en: () => [
      "A certificate cannot be added",
      "Add the public key itself: the file that ends in .pub, but not in -cert.pub.",
    ],
  },
  "key.options": {
    ja: (n) => [
      "オプション付きの行は登録できません",
      n.has("typed") ? `前に余分なものがあります: ${n.text("typed")}` : "",
      "ssh-ed25519 などの鍵の種類から始まる部分だけを貼り付けてください。",
    ],
    en: (n) => [
      "A key cannot have options in front of it",
      n.has("typed") ? `There is something before it: ${n.text("typed")}` : "",
      "Paste only what begins with the key's type, such as ssh-ed25519.",
    ],
  },
  "key.old": {
    ja: () => [
      "DSAの鍵はもう使えません",
      "古い方式で、今のSSHでは受け付けられません。ssh-keygen -t ed25519 で新しい鍵を作ってください。",
    ],
    en: () => ["DSA keys are no longer used", "Today's SSH does not take them. Make a new key: ssh-keygen -t ed25519."],
  },
  "key.rsa_short": {
    ja: (n) => [
      "RSAの鍵が短すぎます",
      `${n.text("bits")}ビットです。短い鍵は破られるおそれがあるため、${n.text("minimum")}ビット以上が必要です。`,
      "ssh-keygen -t ed25519 で新しい鍵を作るのがお勧めです。",
    ],
    en: (n) => [
      "That RSA key is too short",
      `It has ${n.text("bits")} bits. Short ones can be broken, so at least ${n.text("minimum")} are needed.`,
      "Best make a new key: ssh-keygen -t ed25519.",
    ],
  },
  "key.unknown": {
    ja: (n) => [
      n.has("typed") ? `「${n.text("typed")}」という公開鍵は登録されていません` : "その公開鍵は登録されていません",
      "登録した鍵は /me key list で見られます。名前か、SHA256: で始まるフィンガープリントで選びます。",
    ],
    en: (n) => [
      n.has("typed") ? `You have added no key ${n.text("typed")}` : "You have added no such key",
      "/me key list shows yours. Name one by its name, or by its fingerprint, which begins with SHA256:.",
    ],
  },
  "key.ambiguous": {
    ja: (n) => [
      `「${n.text("typed")}」に当てはまる公開鍵が${n.text("number")}個あります`,
      "/me key list で、SHA256: で始まるフィンガープリントを見て選んでください。",
    ],
    en: (n) => [
      `${n.text("number")} of your keys are called ${n.text("typed")}`,
      "See /me key list, and name the one by its fingerprint, which begins with SHA256:.",
    ],
  },
  "limit.keys": {
    ja: (n) => [
      "登録できる公開鍵の数を超えます",
      `いま${n.text("use")}個あり、${n.text("request")}個を追加しようとしています。1人${n.text("limit")}個までです。`,
      "使わない鍵を /me key list から削除してから、もう一度試してください。",
    ],
    en: (n) => [
      "That would be more public keys than you can have",
      `You have ${n.text("use")} and add ${n.text("request")}; each person can have ${n.text("limit")}.`,
      "Remove those that you no longer use, in /me key list, then try again.",
    ],
  },
};
