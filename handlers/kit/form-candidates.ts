import { fold, foldWord } from "./characters.ts";
import { candidates, complete } from "./complete.ts";
import type { Command, Parameter } from "./definition.ts";
import { commandOfForm } from "./form.ts";
import { allowedCommands } from "./help.ts";
import { nearest } from "./near.ts";
import type { Context } from "./ports.ts";

/** The longest choice that Discord takes, in characters (docs.discord.com: application command option choice). */
const longestLine = 100;

/**
 * What could stand for one parameter of a verb, by the name that forms know it by: what begins with what was typed,
 * then what holds it; what is like it where there is none. Only what this person may know; nothing for a verb they may not use.
 */
export function candidatesFor(
  name: string,
  parameter: string,
  typed: string,
  context: Context,
  registry: readonly Command[],
): readonly string[] {
  const command = commandOfForm(name, registry);
  const asked = command?.parameters.find((one) => one.name === parameter);
  const allowed = allowedCommands(context, registry);
  if (command === undefined || asked === undefined || !allowed.includes(command)) return [];
  if (asked.line === true) return lines(typed, context, registry);
  const all = command.family === "help" ? helpTopics(asked, allowed) : candidates(asked, context);
  const wanted = asked.kind === "job" ? fold(typed).replace(/^#/, "") : fold(typed);
  const meant = asked.aliases?.filter(([alias]) => wanted !== "" && alias.startsWith(wanted)).map(([, one]) => one);
  const found = [
    ...all.filter((one) => one.startsWith(wanted)),
    ...all.filter((one) => meant?.includes(one)),
    ...all.filter((one) => one.includes(wanted)),
  ];
  return found.length === 0 ? nearest(wanted, all) : [...new Set(found)];
}

/** What help can be asked about. */
function helpTopics({ name }: Parameter, allowed: readonly Command[]): readonly string[] {
  const words = allowed.map((command) => (name === "verb" ? command.verb : command.family));
  return [...new Set(words)].filter((word) => foldWord(word) !== "");
}

/** A whole line is chosen here, not what follows; what no platform's list can hold is left out. */
const lines = (typed: string, context: Context, registry: readonly Command[]): readonly string[] =>
  complete(typed, context, registry)
    .map((line) => line.replace(/^\//, ""))
    .filter((line) => line.length <= longestLine);
