import { tableText } from "../../../handlers/kit/text.ts";
import type { Shown } from "../../chat/surface.ts";
import { bold, clean, escaped, escapedLine, fenced } from "./markdown.ts";

type Reply = Shown["reply"];
type List = NonNullable<Reply["list"]>;

/** What a reply's tone and a step's state look like. */
const toneMarks: Readonly<Record<Reply["tone"], string>> = {
  done: "✅",
  working: "⏳",
  refused: "⛔",
  failed: "❌",
  question: "❓",
  information: "ℹ️",
  unknown: "❔",
};
const stepMarks = { todo: "▫️", doing: "⏳", done: "✅", failed: "❌", undone: "↩️" } as const;

const mostTitle = 200;
/** Lists have no more rows than this in a message; the file beside it has them all. */
const mostRows = 60;

/** A part of a message; `within` gives as much of it as `room` characters hold, or nothing. */
export interface Piece {
  readonly within: (room: number) => Fitted | undefined;
}
export interface Fitted {
  readonly text: string;
  /** Something of it is missing. */
  readonly cut: boolean;
}

const whole = (text: string): Piece => ({ within: (room) => (text.length <= room ? { text, cut: false } : undefined) });

/** As many of the lines as fit. */
const lines = (all: readonly string[]): Piece => ({
  within: (room) => {
    for (let count = all.length; count > 0; count -= 1) {
      const text = all.slice(0, count).join("\n");
      if (text.length <= room) return { text, cut: count < all.length };
    }
    return undefined;
  },
});

/** The mark and the title, cut where it is too long to be one. */
export function titlePiece({ tone, title }: Reply): Fitted {
  const characters = Array.from(clean(title));
  const cut = characters.length > mostTitle;
  const shown = cut ? `${characters.slice(0, mostTitle).join("")}…` : characters.join("");
  return { text: `${toneMarks[tone]} ${bold(shown)}`.trim(), cut };
}

/** All below the title but code and footer, in the order in which it is shown. */
export function bodyPieces(reply: Reply): Piece[] {
  const paragraphs = (reply.text ?? []).flatMap((text) => text.split(/\r?\n/u)).map((text) => whole(escapedLine(text)));
  const steps = (reply.steps ?? []).map(({ label, state }) => `${stepMarks[state]} ${escaped(label)}`);
  const fields = (reply.fields ?? []).map(({ label, value }) =>
    [bold(label), escaped(value)].filter((part) => part !== "").join(": "),
  );
  return [
    ...paragraphs,
    ...(steps.length === 0 ? [] : [lines(steps)]),
    ...(fields.length === 0 ? [] : [lines(fields)]),
    ...((reply.list ?? []).length === 0 ? [] : [listPiece(reply.list ?? [])]),
  ];
}

/** A table where it fits 40 columns, else one line for each. */
function listPiece(list: List): Piece {
  return {
    within: (room) => {
      for (let count = Math.min(list.length, mostRows); count > 0; count -= 1) {
        const text = listText(list.slice(0, count));
        if (text.length <= room) return { text, cut: count < list.length };
      }
      return undefined;
    },
  };
}

function listText(list: List): string {
  const widest = Math.max(...list.map(({ cells }) => cells.length));
  const rows = list.map(({ title, cells }) =>
    [title, ...cells, ...Array<string>(widest - cells.length).fill("")].map(clean),
  );
  const table = tableText(rows);
  return (table === undefined ? undefined : fenced(table)) ?? list.map(entryText).join("\n");
}

const entryText = ({ title, cells }: List[number]): string => {
  const rest = cells.map(escaped).filter((cell) => cell.trim() !== "");
  return `- ${[bold(title), ...rest].join(" · ")}`;
};

/** Something to copy; undefined where it cannot be shown as it is. As much as fits is still shown. */
export function codePiece(code: string): Piece {
  const all = code.split("\n");
  return {
    within: (room) => {
      if (fenced(code) === undefined) return undefined;
      for (let count = all.length; count > 0; count -= 1) {
        const length = all.slice(0, count).join("\n").length + 8;
        if (length > room) continue;
        const text = fenced(all.slice(0, count).join("\n"));
        return text === undefined ? undefined : { text, cut: count < all.length };
      }
      return undefined;
    },
  };
}

/** Small print, without any of its own line breaks. */
export const footerText = (footer: string | undefined): string => {
  const text = escapedLine(footer ?? "").trim();
  return text === "" ? "" : `-# ${text}`;
};
