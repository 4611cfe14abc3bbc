import type { Language, Reply, Text } from "../handlers/kit/reply.ts";

/** The few words that are the bot's own: about the bot itself, not about any command. */
const words = {
  queueAway: {
    en: "The queue cannot be reached just now. Your request is written down and is sent as soon as it can be.",
    ja: "現在キューに接続できません。ご依頼は記録してあり、つながり次第送ります。",
  },
  fault: {
    en: "Something went wrong inside the bot.",
    ja: "ボットの内部で問題が起きました。",
  },
  faultAdvice: {
    en: "It is written in the bot's log. Please tell an administrator the time.",
    ja: "ボットのログに記録しました。発生した時刻を管理者に伝えてください。",
  },
  unreadable: {
    en: "The job ended, but its answer cannot be shown.",
    ja: "ジョブは終了しましたが、結果を表示できません。",
  },
} satisfies Record<string, Text>;

/** Adds that Redis is away to the message of a command that was accepted all the same. */
export const withQueueAway = (reply: Reply, language: Language): Reply => ({
  ...reply,
  text: [...(reply.text ?? []), words.queueAway[language]],
});

/** Said when the bot itself has a fault and nothing was begun. */
export const faultReply = (language: Language): Reply => ({
  tone: "failed",
  title: words.fault[language],
  text: [words.faultAdvice[language]],
  privacy: "private",
});

/** Said when a job's end is known but could not be put into its words. */
export const unreadableReply = (language: Language): Reply => ({
  tone: "unknown",
  title: words.unreadable[language],
  text: [words.faultAdvice[language]],
  privacy: "private",
});
