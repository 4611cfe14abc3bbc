import { type Limits, limitsOf } from "../../policies/limits.ts";
import type { LimitsOrder, OwnLimits } from "../../protocol/order.ts";
import type { Context, Reader } from "../kit/ports.ts";
import type { Reply } from "../kit/reply.ts";
import { sizeText, timeText } from "../kit/text.ts";
import { words } from "./shared.words.ts";

const shownAs: Readonly<Record<keyof Limits, (value: number) => string>> = {
  guests: String,
  cpus: String,
  memoryMiB: sizeText,
  diskGiB: (value) => sizeText(value * 1024),
  gpus: String,
};
const labels = {
  guests: words.guests,
  cpus: words.cpus,
  memoryMiB: words.memory,
  diskGiB: words.disk,
  gpus: words.gpus,
} as const;
const keys = ["guests", "cpus", "memoryMiB", "diskGiB", "gpus"] as const;

/** Each limit that somebody has of their own, beside what their roles would give. */
export function limitFields(account: string, own: OwnLimits, context: Context): NonNullable<Reply["fields"]> {
  const { language, directory } = context;
  const usual = limitsOf(directory.person(account)?.roles ?? []);
  return keys.flatMap((key) => {
    const value = own[key];
    if (value === undefined) return [];
    const more = usual[key] === 0 ? "" : ` (${words.usual[language](shownAs[key](usual[key]))})`;
    return [{ label: labels[key][language], value: shownAs[key](value) + more }];
  });
}

/** The same in one line: "6 VMs, 16 GB". */
export const limitTexts = (own: OwnLimits, { language }: Pick<Reader, "language">): readonly string[] =>
  keys.flatMap((key) => {
    const value = own[key];
    return value === undefined ? [] : [`${labels[key][language]} ${shownAs[key](value)}`];
  });

/** From when until when. */
export function timesText({ from, until }: Pick<LimitsOrder, "from" | "until">, reader: Reader): string {
  const begin = timeText(from, reader);
  return until === null
    ? words.since[reader.language](begin)
    : words.between[reader.language](begin, timeText(until, reader));
}
