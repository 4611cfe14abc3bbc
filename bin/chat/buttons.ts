import type { Reply } from "../../handlers/kit/reply.ts";

/** Numbers the buttons that were shown, so that a person types the number. */
export interface Buttons {
  /** The number of each of a message's buttons; a message that is edited keeps its numbers. */
  readonly number: (message: string, reply: Reply) => readonly Numbered[];
  /** The command line of a button, by its number. */
  readonly line: (number: number) => string | undefined;
}
export interface Numbered {
  readonly number: number;
  readonly label: string;
}

/** Older buttons stay valid: several messages may be open at once, and each number means one thing in a session. */
export function createButtons(): Buttons {
  const lines: string[] = [];
  const known = new Map<string, number>();
  return {
    number: (message, { buttons = [] }) =>
      buttons.map(({ label, line }) => {
        const key = `${message}\0${line}`;
        const number = known.get(key) ?? lines.push(line);
        known.set(key, number);
        return { number, label };
      }),
    line: (number) => lines[number - 1],
  };
}
