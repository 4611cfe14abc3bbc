import { type ParseArgsConfig, parseArgs } from "node:util";
import { closest, distance } from "fastest-levenshtein";
import type { Language } from "../../handlers/kit/reply.ts";
import { UsageError } from "./verb.ts";

type Options = NonNullable<ParseArgsConfig["options"]>;

/** What parseArgs makes of `args`; a mistake is a UsageError in the person's language, with a near option if any. */
export function readOptions<const O extends Options>(args: readonly string[], options: O, language: Language) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (cause) {
    throw new UsageError(mistake(cause, Object.keys(options), language), { cause });
  }
}

function mistake(cause: unknown, names: readonly string[], language: Language): string {
  const text = cause instanceof Error ? cause.message : String(cause);
  const [, unknown] = /Unknown option '(-{1,2}[^']*)'/u.exec(text) ?? [];
  if (unknown !== undefined) {
    const near = nearest(unknown.replace(/^-+/u, ""), names);
    const hint = near === undefined ? "" : { ja: ` もしかして: --${near}`, en: ` Did you mean --${near}?` }[language];
    return { ja: `${unknown} というオプションはありません。`, en: `There is no option ${unknown}.` }[language] + hint;
  }
  const [, lacking] = /Option '(?:-\w, )?(--[\w-]+) <value>' argument/u.exec(text) ?? [];
  if (lacking !== undefined) return { ja: `${lacking} には値が必要です。`, en: `${lacking} needs a value.` }[language];
  const [, flag] = /Option '(?:-\w, )?(--[\w-]+)' does not take an argument/u.exec(text) ?? [];
  if (flag !== undefined) return { ja: `${flag} は値をとりません。`, en: `${flag} takes no value.` }[language];
  return text.split("\n")[0] ?? text;
}

/** The name that was probably meant, or undefined when none is near. */
export function nearest(typed: string, names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined;
  const lower = typed.toLowerCase();
  const name = closest(lower, [...names]);
  const far = distance(lower, name);
  // Two swapped letters are two changes; with the first letter right that is near even for a short name.
  const isNear = far <= 1 || (far <= Math.max(2, Math.floor(name.length / 3)) && name[0] === lower[0]);
  return isNear || (lower.length > 1 && name.startsWith(lower)) ? name : undefined;
}
