/** Interaction tokens and bot tokens are long runs without a space; ids, addresses and words are not. */
const longRun = /[\w.=%+-]{50,}/gu;
const inPath = /\b(webhooks|interactions)\/([0-9]+)\/[^\s/?"')]+/gu;

/** A text of discord.js's for the log, without anything by which others could act in the bot's name. */
export function withoutSecrets(text: string, botToken: string): string {
  return text
    .replaceAll(botToken, "[secret]")
    .replace(inPath, "$1/$2/[secret]")
    .replace(longRun, "[secret]")
    .slice(0, 2000);
}
