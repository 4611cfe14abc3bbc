import type { Reader } from "../kit/ports.ts";
import type { Language, Reply } from "../kit/reply.ts";
import { bytesText, timeText } from "../kit/text.ts";
import { shared } from "./shared.words.ts";

const percentText = (part: number, whole: number): string =>
  whole === 0 ? "0 %" : `${Number(((part / whole) * 100).toFixed(1))} %`;

/** What is told where no monitor of the cluster answers. */
export function unreachableReply(host: string, reason: string | null, language: Language): Reply {
  return {
    tone: "failed",
    title: shared.unreachable[language],
    text: [shared.unreachableText[language](host)],
    fields: [{ label: shared.reason[language], value: reason ?? "?" }],
    privacy: "place",
  };
}

interface Full {
  readonly usedBytes: number;
  readonly totalBytes: number;
  readonly daysLeft: number | null;
}

export function capacityText({ usedBytes, totalBytes, daysLeft }: Full, language: Language): string {
  const used = shared.used[language](bytesText(usedBytes), bytesText(totalBytes), percentText(usedBytes, totalBytes));
  return daysLeft === null ? used : `${used}${language === "ja" ? "、" : ", "}${shared.days[language](daysLeft)}`;
}

/** Whether noout is set, and until when; nothing where it is not. */
export function nooutFields({ set, until }: { set: boolean; until: number | null }, reader: Reader) {
  if (!set) return [];
  const { language } = reader;
  const value = until === null ? shared.nooutByHand[language] : shared.nooutUntil[language](timeText(until, reader));
  return [{ label: shared.noout[language], value }];
}
