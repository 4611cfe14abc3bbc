interface About {
  readonly at: number;
  readonly timeZone: string;
}

const time = (at: number, timeZone: string): string =>
  new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" }).format(at);

/** Posted in both languages: nobody has chosen one where only a channel is known. */
export function silentText({
  aliveAt,
  at,
  fault,
  timeZone,
}: About & { readonly aliveAt: number; readonly fault: string }) {
  const minutes = Math.max(1, Math.floor((at - aliveAt) / 60_000));
  return [
    `🔴 Shisa のボットが ${minutes} 分応答していません（最後の応答: ${time(aliveAt, timeZone)}）。`,
    "直るまで、通知もコマンドも届きません。異常は各ホストからメールで知らされます。",
    `The Shisa bot has not answered for ${minutes} min (last heard ${time(aliveAt, timeZone)}).`,
    "Until it does, no alert and no command comes through; the hosts send mail about what is wrong.",
    `(${fault.slice(0, 200)})`,
  ].join("\n");
}

export const backText = ({ at, timeZone }: About): string =>
  [
    `🟢 Shisa のボットがまた応答しています（${time(at, timeZone)}）。`,
    `The Shisa bot answers again (${time(at, timeZone)}).`,
  ].join("\n");
