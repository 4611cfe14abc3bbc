import { type APIButtonComponentWithCustomId, ButtonStyle, ComponentType } from "discord.js";
import type { ShownButton } from "../../chat/surface.ts";
import { clean } from "./markdown.ts";

/** https://docs.discord.com/developers/components/reference#button */
const mostLabel = 80;
const mostInRow = 5;
const mostRows = 5;

const styles = { primary: ButtonStyle.Primary, danger: ButtonStyle.Danger } as const;

export interface ButtonRow {
  readonly type: ComponentType.ActionRow;
  readonly components: readonly APIButtonComponentWithCustomId[];
}

/** Buttons in rows of five; all that one carries is its id. */
export function buttonRows(buttons: readonly ShownButton[]): ButtonRow[] {
  const once = buttons.filter(({ id }, at) => buttons.findIndex((other) => other.id === id) === at);
  const shown = once.slice(0, mostInRow * mostRows).map(
    ({ id, label, style }): APIButtonComponentWithCustomId => ({
      type: ComponentType.Button,
      style: style === undefined ? ButtonStyle.Secondary : styles[style],
      custom_id: id,
      label: shortened(clean(label).trim(), mostLabel) || "…",
    }),
  );
  const rows = Array.from({ length: Math.ceil(shown.length / mostInRow) }, (_, row) =>
    shown.slice(row * mostInRow, (row + 1) * mostInRow),
  );
  return rows.map((components) => ({ type: ComponentType.ActionRow, components }));
}

/** At most `most` UTF-16 units, no character cut in two. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  let short = "";
  for (const character of text) {
    if (short.length + character.length > most - 1) break;
    short += character;
  }
  return `${short}…`;
}
