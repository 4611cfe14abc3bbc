import type { Language, Text } from "../../handlers/kit/reply.ts";
import type { Shown } from "../chat/surface.ts";

const words = {
  unknown: {
    en: "I do not know this command. /help lists what there is.",
    ja: "このコマンドはありません。使えるコマンドは /help で見られます。",
  },
  failed: {
    en: "That could not be written down, so nothing was done. Please try again.",
    ja: "受け付けを記録できなかったため、何も実行していません。もう一度試してください。",
  },
  nobody: {
    en: "Your home is empty, because it is not known yet which account is yours. Type a command to see how to link it.",
    ja: "まだアカウントとつながっていないため、表示するものがありません。コマンドを入力すると、つなぎ方を案内します。",
  },
} satisfies Record<string, Text>;

/** One sentence that is only to be told; in both languages where the person's is not known yet. */
const told = (tone: Shown["reply"]["tone"], text: Text, language: Language | undefined): Shown => ({
  reply: {
    tone,
    title: text[language ?? "ja"],
    ...(language === undefined ? { text: [text.en] } : {}),
    privacy: "private",
    buttons: [],
  },
  final: true,
});

export const unknownCommand = (language: Language | undefined): Shown => told("refused", words.unknown, language);
export const notTaken = (language: Language | undefined): Shown => told("failed", words.failed, language);
export const emptyHome = (language: Language | undefined): Shown => told("information", words.nobody, language);
