import type { Command } from "../../handlers/kit/definition.ts";
import type { Shown } from "../chat/surface.ts";

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
export interface Naming {
  /** "/ie-vm" to "vm"; undefined for what is no command of ours. */
  readonly familyOf: (command: string) => string | undefined;
  /** What a message says, with commands as they are to be typed here. */
  readonly named: <T extends Pick<Shown, "reply">>(shown: T) => T;
  /** The same in one text. */
  readonly inText: (text: string) => string;
}

export function createNaming(commands: readonly Command[], prefix: string): Naming {
  const families = new Set(commands.map(({ family }) => family));
  // A command begins a line or stands after what is no part of a path or an address.
  const typed = new RegExp(`(?<![\\w/.~:-])/(${[...families].join("|")})(?![\\w/-]|\\.\\w)`, "gu");
  const namedHere = (text: string, pattern: RegExp): string =>
    text.replaceAll(pattern, (_slash, family: string) => `/${slackName(family, prefix)}`);
  const inText = (text: string): string => namedHere(text, typed);
  const inCode = (code: string): string => namedHere(code, new RegExp(`^${typed.source}`, "gmu"));
  return {
    familyOf: (command) => {
      const typed = command.replace(/^\//u, "");
      return [...families].find((family) => typed === slackName(family, prefix) || typed === `${prefix}${family}`);
    },
    inText,
    named: (shown) => {
      const { reply } = shown;
      return {
        ...shown,
        reply: {
          ...reply,
          title: inText(reply.title),
          ...(reply.text === undefined ? {} : { text: reply.text.map(inText) }),
          ...(reply.code === undefined ? {} : { code: inCode(reply.code) }),
          ...(reply.list === undefined
            ? {}
            : { list: reply.list.map(({ title, cells }) => ({ title: inText(title), cells: cells.map(inText) })) }),
          ...(reply.fields === undefined
            ? {}
            : { fields: reply.fields.map(({ label, value }) => ({ label: inText(label), value })) }),
        },
      };
    },
  };
}
