export const words = {
  summary: {
    ja: "上限などで断られたコマンドを、例外として申請します",
    en: "Ask for an exception for a command that was refused",
  },
  line: {
    ja: "申請するコマンド(例: vm create tiny web --cpu 8)",
    en: "the command, such as vm create tiny web --cpu 8",
  },
} as const;
