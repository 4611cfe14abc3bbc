import { accepted, type Outcome, refuse, refused } from "../../protocol/refusal.ts";
import { type Parameter, textIn, type Values } from "../kit/definition.ts";
import { formatLine } from "../kit/format-line.ts";
import { readMoment } from "../kit/moment.ts";
import type { OncallPort, SwapView } from "../kit/oncall.ts";
import type { Context, Reader } from "../kit/ports.ts";
import type { Button, Reply } from "../kit/reply.ts";
import { personText, timeText } from "../kit/text.ts";
import { words } from "./shared.words.ts";

export interface Period {
  readonly from: number;
  readonly until: number;
}

const option = { place: "option", kind: "moment" } as const;
export const fromParameter: Parameter = { name: "from", ...option, required: true, text: words.from };
export const untilParameter: Parameter = { name: "until", ...option, required: true, text: words.until };
export const personParameter: Parameter = {
  ...{ name: "person", kind: "word", place: "positional" },
  ...{ required: true, text: words.person },
};
export const swapParameter: Parameter = {
  ...{ name: "number", kind: "integer", place: "positional", required: false },
  ...{ minimum: 1, maximum: 1_000_000_000, text: words.number },
};

/** Who is on call, or the refusal of a department in which nobody is. */
export function oncallIn({ oncall }: Context): Outcome<OncallPort> {
  return oncall === undefined || oncall.members().length === 0 ? refused(refuse("oncall.no_rota")) : accepted(oncall);
}

/** A time that was typed; a day is the whole of it. What is over is refused. */
export function periodIn(
  values: Values,
  reader: Pick<Reader, "now" | "timeZone">,
  names: { readonly from: string; readonly until: string } = { from: "from", until: "until" },
): Outcome<Period> {
  const from = readMoment(textIn(values, names.from), reader, { edge: "begin" });
  if (!from.ok) return from;
  const until = readMoment(textIn(values, names.until), reader, { edge: "end", after: from.value });
  if (!until.ok) return until;
  if (until.value <= Math.max(from.value, reader.now())) return refused(refuse("order.times"));
  return until.value - from.value > mostMs
    ? refused(refuse("oncall.too_long"))
    : accepted({ from: from.value, until: until.value });
}
/** Nobody has more at once to say than this. */
const mostMs = 200 * 86_400_000;

export const periodText = ({ from, until }: Period, reader: Reader): string =>
  words.between[reader.language](timeText(from, reader), timeText(until, reader));

/** An account as people know whom it is. */
export const nameOf = (account: string, { directory }: Pick<Context, "directory">): string =>
  personText(directory.person(account) ?? { name: account, fullName: "" });

export const scheduleButton = ({ language }: Reader): Button => ({
  label: words.schedule[language],
  line: "/oncall schedule",
});

export const swapFields = (swap: SwapView, reader: Reader): NonNullable<Reply["fields"]> => [
  { label: words.when[reader.language], value: periodText(swap, reader) },
  ...(swap.back === undefined ? [] : [{ label: words.back[reader.language], value: periodText(swap.back, reader) }]),
];

export const answerButtons = (number: number, { language }: Reader): readonly Button[] => [
  { label: words.accept[language], line: formatLine(["oncall", "accept", String(number)]), style: "primary" },
  { label: words.decline[language], line: formatLine(["oncall", "decline", String(number)]), style: "danger" },
];

/** Somebody has a time now. */
export const doneReply = (title: string, period: Period, context: Context): Reply => ({
  tone: "done",
  title,
  fields: [{ label: words.when[context.language], value: periodText(period, context) }],
  buttons: [scheduleButton(context)],
  privacy: "private",
});
