export const words = {
  summary: {
    ja: "コマンドが許可されるかを、実行せずに確かめます",
    en: "See whether a command would be allowed, and why, without doing it",
  },
  line: { ja: "確かめるコマンド(例: vm create tiny web)", en: "the command, such as vm create tiny web" },
  allowed: { ja: (line: string) => `許可されます: ${line}`, en: (line: string) => `That would be allowed: ${line}` },
  approval: {
    ja: (line: string) => `承認があれば実行できます: ${line}`,
    en: (line: string) => `That needs another person's approval: ${line}`,
  },
  refused: { ja: (line: string) => `許可されません: ${line}`, en: (line: string) => `That would be refused: ${line}` },
  nothingAgainst: { ja: "妨げる規則はありません。", en: "No rule stands against it." },
  notDone: { ja: "何も実行していません。", en: "Nothing was done." },
  lastWord: {
    ja: (host: string) => `最後に決めるのはホスト ${host} です。実行するときにもう一度確かめます。`,
    en: (host: string) => `Host ${host} has the last word: it looks again when it is done.`,
  },
  anyHost: {
    ja: "最後に決めるのはホストです。実行するときにもう一度確かめます。",
    en: "The host has the last word: it looks again when it is done.",
  },
  unsure: {
    ja: "ホストの最新の状態がまだ届いていないため、答えが変わることがあります。",
    en: "The host has not told its newest state yet, so the answer may be another one.",
  },
  rule: { ja: "規則", en: "Rule" },
  run: { ja: "実行する", en: "Do it" },
  ask: { ja: "承認を頼む", en: "Ask for the approval" },
} as const;
