import type { InputOf } from "../../protocol/action.ts";
import type { examStart } from "../../protocol/actions/orders.ts";
import { groupSchema } from "../../protocol/order.ts";
import { accepted, type Outcome, refuse, refused } from "../../protocol/refusal.ts";
import { shown } from "../kit/characters.ts";
import { type Parameter, textIn, type Values } from "../kit/definition.ts";
import { formatLine } from "../kit/format-line.ts";
import { momentText } from "../kit/moment.ts";
import type { Context, Reader } from "../kit/ports.ts";
import { timeText } from "../kit/text.ts";
import { readTimes } from "../kit/times.ts";
import { words } from "./shared.words.ts";

/** An exam as it is asked for. */
export type Asked = InputOf<typeof examStart>;

const option = { place: "option" } as const;
export const courseParameter: Parameter = {
  ...{ name: "course", kind: "word", place: "positional" },
  ...{ required: true, text: words.course },
};
export const examParameters: readonly Parameter[] = [
  courseParameter,
  { name: "from", kind: "moment", ...option, required: false, text: words.from },
  { name: "until", kind: "moment", ...option, required: true, text: words.until },
  { name: "reason", kind: "text", ...option, required: false, text: words.reason },
];

export function courseIn(values: Values): Outcome<string> {
  const typed = textIn(values, "course");
  const course = groupSchema.safeParse(typed);
  return course.success ? accepted(course.data) : refused(refuse("exam.course", { course: shown(typed) }));
}

/** The exam that somebody typed. */
export function examIn(values: Values, context: Context): Outcome<Asked> {
  const course = courseIn(values);
  if (!course.ok) return course;
  const times = readTimes(values, context);
  if (!times.ok) return times;
  const { from, until } = times.value;
  if (until === undefined) return refused(refuse("order.times"));
  const reason = textIn(values, "reason") || words.usualReason[context.language];
  return accepted({ course: course.value, from, until, reason });
}

/** The line that asks for it; with times as a computer writes them where nobody's zone is known. */
export function examLine(verb: "start" | "preview", { course, from, until, reason }: Asked, timeZone?: string): string {
  const time = (at: number): string =>
    timeZone === undefined ? new Date(at).toISOString().replace(".000", "") : momentText(at, timeZone);
  return formatLine(["exam", verb, course], { from: time(from), until: time(until), reason });
}

export const timesText = ({ from, until }: Pick<Asked, "from" | "until">, reader: Reader): string =>
  words.between[reader.language](timeText(from, reader), timeText(until, reader));
