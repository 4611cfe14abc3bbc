import type { Command } from "../../handlers/kit/definition.ts";
import type { Shown } from "../chat/surface.ts";

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
  const typed = new RegExp(`(?<![\\w/.~:-])/(?=(?:${[...families].join("|")})(?![\\w/.-]))`, "gu");
  const inText = (text: string): string => (prefix === "" ? text : text.replaceAll(typed, `/${prefix}`));
  const inCode = (code: string): string =>
    prefix === "" ? code : code.replaceAll(new RegExp(`^${typed.source}`, "gmu"), `/${prefix}`);
  return {
    familyOf: (command) => {
      if (!command.startsWith(`/${prefix}`)) return undefined;
      const family = command.slice(prefix.length + 1);
      return families.has(family) ? family : undefined;
    },
    inText,
    named: (shown) => {
      if (prefix === "") return shown;
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
