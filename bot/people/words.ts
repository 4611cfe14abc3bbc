import type { Language, Reply } from "../../handlers/kit/reply.ts";
import { identityText } from "../../protocol/identity.ts";
import type { ChatIdentity } from "../../protocol/messages.ts";
import type { LinkedPerson } from "./people.ts";

const words = {
  unlinked: { ja: "まだ、どのアカウントの方か分かりません", en: "I do not know yet who you are here" },
  send: {
    ja: "下の1行と自分のUnixアカウント名を、学科の管理者に送ってください。何も実行していません。",
    en: "Send the line below and your Unix account's name to an administrator of the department. Nothing was done.",
  },
  command: {
    ja: (identity: string) =>
      `管理者が npm run shisa -- link ${identity} アカウント名 を実行すると、使えるようになります。`,
    en: (identity: string) => `You can begin as soon as they have run: npm run shisa -- link ${identity} ACCOUNT`,
  },
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
    text: [words.send[language], words.command[language](text)],
    code: text,
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
