import { type Fields, isFields } from "../json.ts";

/** Where in a message or view something is, and how it is said to be wrong there. */
export interface Spot {
  readonly path: string;
  readonly wrong: (what: string) => void;
  readonly at: (step: string | number) => Spot;
}

/** Collects problems as Slack words them: what is wrong, and the JSON pointer of where. */
export function spotOf(path: string, problems: string[]): Spot {
  return {
    path,
    wrong: (what) => void problems.push(`${what} [json-pointer:${path}]`),
    at: (step) => spotOf(`${path}/${step}`, problems),
  };
}

/** A string of `least`…`most` UTF-16 units; absent is fine unless it is required. */
export function checkString(
  holder: Fields,
  key: string,
  spot: Spot,
  most: number,
  { required = false, least = 1 }: { readonly required?: boolean; readonly least?: number } = {},
): void {
  const value = holder[key];
  if (value === undefined || value === null) {
    if (required) spot.wrong(`missing required field: ${key}`);
    return;
  }
  if (typeof value !== "string") {
    spot.at(key).wrong("must be a string");
    return;
  }
  if (value.length < least) spot.at(key).wrong(`must be more than ${least - 1} characters`);
  if (value.length > most) spot.at(key).wrong(`must be less than ${most + 1} characters`);
}

/** A whole number between two bounds; absent is fine. */
export function checkNumber(holder: Fields, key: string, spot: Spot, least: number, most: number): void {
  const value = holder[key];
  if (value === undefined) return;
  if (typeof value !== "number" || !Number.isInteger(value)) {
    spot.at(key).wrong("must be an integer");
    return;
  }
  if (value < least || value > most) spot.at(key).wrong(`must be between ${least} and ${most}`);
}

/** One of some words; absent is fine. */
export function checkWord(holder: Fields, key: string, spot: Spot, words: readonly string[]): void {
  const value = holder[key];
  if (value === undefined) return;
  if (typeof value !== "string" || !words.includes(value)) spot.at(key).wrong(`must be one of ${words.join(", ")}`);
}

/** A list of `least`…`most` members, each an object, looked at one by one. Absent is said where `least` > 0. */
export function checkList(
  holder: Fields,
  key: string,
  spot: Spot,
  [least, most]: readonly [number, number],
  each: (member: Fields, at: Spot) => void,
): void {
  const value = holder[key];
  if (value === undefined && least === 0) return;
  if (!Array.isArray(value)) {
    spot.wrong(`must provide a list of ${key}`);
    return;
  }
  if (value.length < least) spot.at(key).wrong(`no fewer than ${least} items required`);
  if (value.length > most) spot.at(key).wrong(`no more than ${most} items allowed`);
  for (const [index, member] of value.entries()) {
    const at = spot.at(key).at(index);
    if (isFields(member)) each(member, at);
    else at.wrong("must be an object");
  }
}
