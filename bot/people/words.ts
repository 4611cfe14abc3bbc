import type { Language, Reply } from "../../handlers/kit/reply.ts";
import { identityText } from "../../protocol/identity.ts";
import type { ChatIdentity } from "../../protocol/messages.ts";
import type { LinkedPerson } from "./people.ts";

const words = {
  unlinked: { ja: "まだ、どのアカウントの方か分かりません", en: "I do not know yet who you are here" },
  how: {
    ja: "/link と入力すると、自分のUnixアカウントを示す方法が表示されます。何も実行していません。",
    en: "Type /link to be shown how to prove which Unix account is yours. Nothing was done.",
  },
  send: {
    ja: (identity: string) =>
      `学科のマシンに入れない場合は、下の1行とアカウント名を管理者に送ってください（管理者は npm run shisa -- link ${identity} アカウント名 を実行します）。`,
    en: (identity: string) =>
      `If you cannot log in to the department's machines, send the line below and your account's name to an administrator, who runs: npm run shisa -- link ${identity} ACCOUNT`,
  },
  link: { ja: "アカウントを示す", en: "Show which account is mine" },
  welcome: {
    ja: (account: string) => `ようこそ。${account} として使えます`,
    en: (account: string) => `Welcome: here you are ${account}`,
  },
  begin: { ja: "何から始めますか。", en: "What would you like to begin with?" },
  make: { ja: "VMを作る", en: "Make a machine" },
  free: { ja: "あとどれだけ使えるか", en: "What is free" },
  help: { ja: "使い方", en: "Help" },
} as const;

/** The one answer for somebody whom nobody has linked: their own identity to copy, and who does what with it. */
export function unlinkedReply(identity: ChatIdentity, language: Language): Reply {
  const text = identityText(identity);
  return {
    tone: "refused",
    title: words.unlinked[language],
    text: [words.how[language], words.send[language](text)],
    code: text,
    buttons: [{ label: words.link[language], line: "/link", style: "primary" }],
    privacy: "private",
  };
}

/** What somebody gets once they are linked: three buttons, and no more to read than that. */
export function welcomeReply({ account }: Pick<LinkedPerson, "account">, language: Language): Reply {
  return {
    tone: "information",
    title: words.welcome[language](account),
    text: [words.begin[language]],
    buttons: [
      { label: words.make[language], line: "/vm create", style: "primary" },
      // Their limits on each host, and what they use of them.
      { label: words.free[language], line: "/me" },
      { label: words.help[language], line: "/help" },
    ],
    privacy: "private",
  };
}
