import { linkMinutes } from "../kit/linking.ts";

export const words = {
  summary: {
    ja: "チャットの自分を自分のUnixアカウントに結び付けます",
    en: "Link yourself in the chat to your Unix account",
  },
  title: { ja: "どのアカウントの方か、教えてください", en: "Show which account is yours" },
  relink: {
    ja: (account: string) => `いまは ${account} として結び付いています。下の手順で、別のアカウントに変えられます。`,
    en: (account: string) => `You are ${account} here now. What follows links you anew, also to another account.`,
  },
  how: {
    ja: `学科のマシンに自分でログインして、下の1行を${linkMinutes}分以内に実行してください。`,
    en: `Log in to one of the department's machines as yourself and run this line within ${linkMinutes} minutes.`,
  },
  paste: {
    ja: "表示された「MUNGE:」で始まる1行を、下のボタンから貼り付けるか、/link に続けて入力してください。",
    en: "Then press the button and paste the line that it prints, which begins with MUNGE:, or type it after /link.",
  },
  shell: {
    ja: (nonce: string) => `または、同じマシンで shisa link ${nonce} を実行すると、貼り付けなくても終わります。`,
    en: (nonce: string) => `Or run there: shisa link ${nonce} — then there is nothing to paste.`,
  },
  warning: {
    ja: "ほかの人に頼まれてこの行を実行しないでください。その人があなたとして扱われます。",
    en: "Never run such a line because somebody else asks you to: they would be you here.",
  },
  button: { ja: "貼り付ける", en: "Paste it" },
  list: { ja: "結び付きの一覧", en: "My links" },
  elsewhere: {
    ja: "結び付けたいチャットで /link と入力してください。そこに手順が表示されます。",
    en: "Type /link in the chat that you want to link: it shows you there what to do.",
  },
} as const;
