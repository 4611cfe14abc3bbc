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
  "link.system": {
    ja: (n) => [
      `${n.text("account")} はシステムのアカウントです`,
      "チャットの利用者に結び付けられるのは、人のアカウントだけです。",
    ],
    en: (n) => [`${n.text("account")} is an account of the system`, "Only people's accounts can be linked to a chat."],
  },
};
