import { fold, foldWord } from "./characters.ts";
import type { Command } from "./definition.ts";
import type { Token } from "./tokens.ts";

/**
 * Where the command line begins that a verb takes as its last value (`/can LINE`); undefined where these words are not
 * those of such a verb.
 * @param tokens the whole words that were typed
 * @param end where what is still being typed begins
 */
export function innerLineFrom(tokens: readonly Token[], end: number, allowed: readonly Command[]): number | undefined {
  const [first, ...words] = tokens.map(({ text }) => foldWord(fold(text)));
  const family = first?.replace(/^\//, "");
  const isTyped = ({ verb }: Command) => verb === "" || verb.split(" ").every((word, at) => word === words[at]);
  const verbs = allowed.filter((command) => command.family === family && isTyped(command));
  const command = verbs.find(({ verb }) => verb !== "") ?? verbs[0];
  if (command === undefined) return undefined;
  const positionals = command.parameters.filter(({ place }) => place === "positional");
  const at = positionals.findIndex((parameter) => parameter.line === true);
  const before = (command.verb === "" ? 1 : 1 + command.verb.split(" ").length) + at;
  if (at === -1 || tokens.length < before) return undefined;
  return tokens[before]?.start ?? end;
}
