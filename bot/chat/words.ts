import type { Language, Reply } from "../../handlers/kit/reply.ts";
import type { Message } from "../message.ts";
import type { Shown } from "./surface.ts";

/** The few words that are about messages themselves. */
const words = {
  see: {
    en: "I am on it: see your direct messages with me.",
    ja: "作業を始めました。私からのダイレクトメッセージをご覧ください。",
  },
  asked: {
    en: "I have a question: see your direct messages with me.",
    ja: "確認したいことがあります。私からのダイレクトメッセージをご覧ください。",
  },
  done: {
    en: "Done. The answer is in your direct messages with me.",
    ja: "終わりました。結果は私からのダイレクトメッセージにあります。",
  },
  notDone: {
    en: "That did not work. Why is in your direct messages with me.",
    ja: "うまくいきませんでした。理由は私からのダイレクトメッセージにあります。",
  },
  unknown: {
    en: "Nobody can say yet how it ended. More is in your direct messages with me.",
    ja: "結果がまだわかりません。詳しくは私からのダイレクトメッセージをご覧ください。",
  },
  stale: {
    en: "This button is too old. Please type the command again.",
    ja: "このボタンは古くなっています。もう一度コマンドを入力してください。",
  },
  foreign: {
    en: "This button is for somebody else. Type the command yourself to do the same.",
    ja: "このボタンは他の人のものです。同じことをするには、ご自分でコマンドを入力してください。",
  },
  pressed: {
    en: "You have pressed this already. What came of it is in the message.",
    ja: "このボタンはすでに押されています。結果はメッセージに表示されています。",
  },
  relinked: {
    en: "You were linked to another account meanwhile. Nothing was done; type it again if you still want it.",
    ja: "その間に別のアカウントに紐付けられました。何も実行していません。必要ならもう一度入力してください。",
  },
  many: {
    en: "That is too much at once. Nothing was done; please wait a little.",
    ja: "操作が多すぎます。何も実行していません。少し待ってからやり直してください。",
  },
  again: { en: "Correct it", ja: "修正する" },
  unshowable: {
    en: "It ended, but the answer cannot be shown here. An administrator finds why in the log.",
    ja: "終了しましたが、ここには結果を表示できません。原因はログに残っています。管理者に伝えてください。",
  },
} as const;

const told = (tone: Reply["tone"], title: string): Shown => ({
  reply: { tone, title, privacy: "private", buttons: [] },
  final: true,
});

/** Said in the channel to whoever typed there, while the message itself is in their direct messages. */
export function noteFor(message: Message, language: Language): Shown {
  if (!message.final) return { ...told("working", words.see[language]), final: false };
  if (message.status === "confirm") return told("question", words.asked[language]);
  if (message.status === "unknown") return told("unknown", words.unknown[language]);
  return message.status === "done" ? told("done", words.done[language]) : told("failed", words.notDone[language]);
}

export const staleButton = (language: Language): Shown => told("refused", words.stale[language]);
export const foreignButton = (language: Language): Shown => told("refused", words.foreign[language]);
export const pressedAlready = (language: Language): Shown => told("information", words.pressed[language]);
export const tooMany = (language: Language): Shown => told("refused", words.many[language]);
export const againLabel = (language: Language): string => words.again[language];

/** What was typed or pressed as one account is not done as another. */
export const relinked = (language: Language): Message => ({
  reply: { tone: "refused", title: words.relinked[language], privacy: "private" },
  final: true,
  status: "refused",
});

/** In place of a message that the platform does not take, which is a fault of ours. */
export const unshowable = (message: Message, language: Language): Message => ({
  ...message,
  reply: {
    tone: message.reply.tone,
    title: message.reply.title.slice(0, 100),
    text: [words.unshowable[language]],
    privacy: "private",
  },
});
