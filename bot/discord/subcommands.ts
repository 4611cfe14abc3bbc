import type { Command } from "../../handlers/kit/definition.ts";

/**
 * How verbs are called on Discord. A command there either has subcommands or can be typed alone: where a family has
 * both, the verb "" gets the first of these names that no verb has.
 */
const namesOfBare = ["show", "list", "overview", "all"] as const;

type Named = Pick<Command, "family" | "verb">;

/** True where the family is one command without subcommands. */
export const isAlone = (family: string, registry: readonly Named[]): boolean =>
  registry.every((command) => command.family !== family || command.verb === "");

/** What a verb of a family that has several is called; a verb of two words is a group and a subcommand. */
export function subcommandOf({ family, verb }: Named, registry: readonly Named[]): string {
  if (verb !== "") return verb;
  const taken = new Set(registry.filter((command) => command.family === family).map((command) => command.verb));
  return namesOfBare.find((name) => !taken.has(name)) ?? "main";
}

/** The verb that a command and its subcommand mean; undefined for one that there is no more. */
export function commandNamed<C extends Named>(
  family: string,
  subcommand: string | undefined,
  registry: readonly C[],
): C | undefined {
  const own = registry.filter((command) => command.family === family);
  if (subcommand === undefined) return own.find(({ verb }) => verb === "");
  return own.find((command) => subcommandOf(command, registry) === subcommand);
}
