import { readFileSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";

/** What the bot's calendar shows, in milliseconds since 1970: the machine's clock, ahead by what the file says. */
export const readCalendar = (file: string): number => Date.now() + Number(readFileSync(file, "utf8"));

/** Turns the calendar to a time (milliseconds since 1970), from which it goes on. */
export async function turnCalendar(file: string, to: number): Promise<void> {
  // Never half written: the bot reads it whenever it looks at the clock.
  await writeFile(`${file}.next`, String(to - Date.now()));
  await rename(`${file}.next`, file);
}
