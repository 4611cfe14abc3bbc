import { identityExamples } from "../../../protocol/identity.ts";
import type { Phrases } from "../phrases.ts";

const examples = identityExamples.join("\n");

/** Who somebody in a chat is. */
export const linkWords: Phrases = {
  "link.terminal": {
    ja: () => [
      "アカウントの結び付けは、チャットからはできません",
      "管理者が、サーバーの端末から npm run shisa -- link で行ってください。何も変わっていません。",
    ],
    en: () => [
      "Accounts are not linked from a chat",
      "An administrator does it at the server's own terminal, with npm run shisa -- link. Nothing was changed.",
    ],
  },
  "link.identity": {
    ja: (n) => [
      `「${n.text("typed")}」はチャットのIDではありません`,
      "本人がボットに話しかけると、自分のIDが表示されます。次のような形です。",
      examples,
    ],
    en: (n) => [
      `${n.text("typed")} is nobody in a chat`,
      "When somebody speaks to the bot, it shows them their identity, which looks like one of these.",
      examples,
    ],
  },
  "link.person": {
    ja: (n) => [
      `アカウント ${n.text("account")} は学科の人として見つかりません`,
      "そのホストにアカウントがないか、学科のどのグループにも入っていません。アカウントの綴りとグループを確かめてください。",
    ],
    en: (n) => [
      `${n.text("account")} is nobody's account in the department`,
      "The host has no such account, or it is in none of the department's groups. Check its spelling and its groups.",
    ],
  },
  "link.nonce": {
    ja: () => [
      "この証明を受け付けられる状態ではありません",
      "手順の有効期限は5分で、1回だけ使えます。もう一度 /link と入力して、新しい手順を使ってください。",
    ],
    en: () => [
      "Nothing waits for this proof here",
      "What /link shows is good for five minutes, in that chat, and once. Type /link again and use the new line.",
    ],
  },
  "link.here": {
    ja: () => [
      "これは結び付けるチャットで入力してください",
      "SlackかDiscordで /link と入力すると、手順が表示されます。",
    ],
    en: () => [
      "This is typed in the chat that is to be linked",
      "Type /link on Slack or Discord: it shows what to do.",
    ],
  },
  "link.proof": {
    ja: () => [
      "このチャットの方がどのアカウントか、確認できませんでした",
      "ホストに、このチャットとアカウントの結び付きを示せませんでした。/link と入力して、もう一度結び付けてください。",
    ],
    en: () => [
      "The host could not see whose account this chat is",
      "It was shown no link of this chat to this account that it believes. Type /link and link it anew.",
    ],
  },
  "link.removed": {
    ja: () => [
      "このチャットの結び付きは外されています",
      "何も実行していません。また使うには、/link と入力して結び付け直してください。",
    ],
    en: () => ["This chat's link has been ended", "Nothing was done. To use it again, type /link and link it anew."],
  },
  "link.others": {
    ja: () => [
      "ほかの人の結び付きです",
      "自分のチャットの結び付きは /link list で見られます。ほかの人のものは管理者だけが扱えます。",
    ],
    en: () => ["That link is not yours", "/link list shows yours. Only administrators see or end other people's."],
  },
  "link.members": {
    ja: () => [
      "--workspace と --domain は両方要ります",
      "Slackのメンバー一覧には、ワークスペースのID(Tで始まる)と学科のメールのドメインを付けてください。",
    ],
    en: () => [
      "--workspace and --domain go together",
      "For Slack's list of members say the workspace's id, which begins with T, and the department's mail domain.",
    ],
  },
  "link.class_empty": {
    ja: (n) => [
      "新しく結び付ける人がいません",
      `すでに結び付いている人: ${n.text("already")}人。読めなかった行: ${n.text("wrong")}行。列はアカウントとチャットのIDです。`,
    ],
    en: (n) => [
      "There is nobody to link",
      `Linked already: ${n.text("already")}. Lines that could not be read: ${n.text("wrong")}. The columns are account and identity.`,
    ],
  },
  "link.class_many": {
    ja: (n) => [
      "一度に結び付けるには多すぎます",
      `${n.text("count")}人います。1回に${n.text("limit")}人までなので、ファイルを分けてください。`,
    ],
    en: (n) => [
      "These are too many at once",
      `There are ${n.text("count")}; at most ${n.text("limit")} go at once: split the file.`,
    ],
  },
  "link.system": {
    ja: (n) => [
      `${n.text("account")} はシステムのアカウントです`,
      "チャットの利用者に結び付けられるのは、人のアカウントだけです。",
    ],
    en: (n) => [`${n.text("account")} is an account of the system`, "Only people's accounts can be linked to a chat."],
  },
};
