import type { Refusal } from "../../protocol/refusal.ts";
import { refuse } from "../../protocol/refusal.ts";
import type { Problem } from "./arguments.ts";
import { shown } from "./characters.ts";
import { labelOf, type Parameter } from "./definition.ts";
import { nearest } from "./near.ts";
import { type Phrases, say } from "./phrases.ts";
import type { Reader } from "./ports.ts";
import { refusalText } from "./refusals.ts";
import { parameterLabels } from "./words/parameters.ts";

export const formWords = {
  send: { ja: "送信", en: "Send" },
  cancel: { ja: "やめる", en: "Cancel" },
} as const;

/** What a form calls a parameter. */
export const fieldLabel = ({ name }: Pick<Parameter, "name">, { language }: Pick<Reader, "language">): string =>
  (Object.hasOwn(parameterLabels, name) ? parameterLabels[name]?.[language] : undefined) ?? name;

/** What is said shorter in a form: beside a field there is room for 100 characters, and no --note to speak of. */
const shorter: Phrases = {
  "name.invalid": {
    ja: (n) => [
      `「${n.text("typed")}」は名前に使えません`,
      `半角の英小文字・数字・ハイフンで、英字から30文字まで(例: ${n.text("suggestion")})。`,
    ],
    en: (n) => [
      `${n.text("typed")} cannot be a name`,
      `Use a-z, 0-9 and hyphens, a letter first, like ${n.text("suggestion")}.`,
    ],
  },
};

/** A refusal in one line, as it stands beside a field of a form; it calls the field as the form does. */
export function problemText(refusal: Refusal, reader: Reader, parameter?: Parameter): string {
  const named = parameter !== undefined && refusal.numbers["name"] === labelOf(parameter);
  const numbers = named ? { ...refusal.numbers, name: fieldLabel(parameter, reader) } : refusal.numbers;
  const short = Object.hasOwn(shorter, refusal.code) ? shorter[refusal.code] : undefined;
  const { title, text } =
    short === undefined
      ? refusalText({ ...refusal, numbers }, reader)
      : say(shorter, refusal.code, short, numbers, reader);
  // How a line is to be typed is no help in a form.
  const more = refusal.code.startsWith("line.") && refusal.numbers["near"] === undefined ? [] : text;
  return [title, ...more].map((part) => sentence(part, reader)).join(reader.language === "ja" ? "" : " ");
}

function sentence(text: string, { language }: Pick<Reader, "language">): string {
  if (/[。.?？!！]$/u.test(text)) return text;
  return language === "ja" ? `${text}。` : `${text}.`;
}

/** At most this many are told of at the head of a form. */
const mostAtTop = 3;

/** What is wrong with a line as a whole. */
export const topProblem = (problems: readonly Problem[], reader: Reader): string =>
  problems
    .slice(0, mostAtTop)
    .map(({ refusal }) => problemText(refusal, reader))
    .join("\n");

/** A name that was typed where a form lets one choose, and that is not among the choices. */
export function unknownChoice({ kind, name }: Parameter, typed: string, choices: readonly string[]): Refusal {
  const near = nearest(typed, choices).join(", ");
  const numbers = near === "" ? {} : { near };
  if (kind === "guest") return refuse("guest.unknown", { name: shown(typed), ...numbers });
  if (kind === "template") return refuse("template.unknown", { typed: shown(typed), ...numbers });
  if (kind === "host") return refuse("host.unknown", { typed: shown(typed), ...numbers });
  if (kind === "job") return refuse("job.unknown", { number: Number(typed) });
  return refuse("value.word", { name, typed: shown(typed), choices: choices.slice(0, 10).join(", "), ...numbers });
}
