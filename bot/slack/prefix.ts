import type { Command } from "../../handlers/kit/definition.ts";
import { createWording, type Wording } from "../chat/wording.ts";

/**
 * Slack's own commands, of which it lets no app have one: with one of them it refuses the whole manifest, as a name that
 * is not valid (slack.com/help/articles/201259356; github.com/NousResearch/hermes-agent/issues/17054).
 */
const reserved: ReadonlySet<string> = new Set(
  (
    "active apps archive away call close collapse dm dnd expand feed feedback invite join keys kick leave me msg mute " +
    "open part prefs pro remind remove rename search shortcuts shrug star status topic unarchive who"
  ).split(" "),
);

/** A command's name in this workspace, without its slash: "ie-vm"; where there is no prefix and Slack has one, "shisa-me". */
export const slackName = (family: string, prefix: string): string =>
  prefix === "" && reserved.has(family) ? `shisa-${family}` : `${prefix}${family}`;

/** Between the names as commands know them and as they are in this workspace, where some were taken. */
export interface Naming extends Wording {
  /** "/ie-vm" to "vm"; undefined for what is no command of ours. */
  readonly familyOf: (command: string) => string | undefined;
}

export function createNaming(commands: readonly Command[], prefix: string): Naming {
  const families = [...new Set(commands.map(({ family }) => family))];
  return {
    ...createWording(families, (family) => slackName(family, prefix)),
    familyOf: (command) => {
      const typed = command.replace(/^\//u, "");
      return families.find((family) => typed === slackName(family, prefix) || typed === `${prefix}${family}`);
    },
  };
}
