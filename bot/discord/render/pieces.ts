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
/** Nothing longer can be in a message, in UTF-16 units. */
const longest = 2000;

/** A part of a message; `within` gives as much of it as `room` characters hold, or nothing. */
export interface Piece {
  readonly within: (room: number) => Fitted | undefined;
}
export interface Fitted {
  readonly text: string;
  /** Something of it is missing. */
  readonly cut: boolean;
}

/** One line, whole or not at all. Nothing longer than a message is even looked at. */
const whole = (text: string, show: (text: string) => string): Piece => ({
  within: (room) => {
    const shown = text.length > longest ? undefined : show(text);
    return shown !== undefined && shown.length <= room ? { text: shown, cut: false } : undefined;
  },
});

/** As many of the lines as fit. */
const lines = <T>(all: readonly T[], show: (one: T) => string | undefined): Piece => ({
  within: (room) => {
    const shown: string[] = [];
    let left = room;
    for (const one of all) {
      const line = show(one);
      if (line === undefined || line.length > left) break;
      shown.push(line);
      left -= line.length + 1;
    }
    return shown.length === 0 ? undefined : { text: shown.join("\n"), cut: shown.length < all.length };
  },
});

const isLong = (...texts: readonly string[]): boolean => texts.reduce((sum, text) => sum + text.length, 0) > longest;

/** The mark and the title, cut where it is too long to be one. */
export function titlePiece({ tone, title }: Reply): Fitted {
  const characters = Array.from(clean(title.slice(0, longest)));
  const cut = characters.length > mostTitle || title.length > longest;
  const shown = cut ? `${characters.slice(0, mostTitle).join("")}…` : characters.join("");
  return { text: `${toneMarks[tone]} ${bold(shown)}`.trim(), cut };
}

/** All below the title but code and footer, in the order in which it is shown. */
export function bodyPieces(reply: Reply): Piece[] {
  const paragraphs = (reply.text ?? []).flatMap((text) => text.split(/\r?\n/u)).map((text) => whole(text, escapedLine));
  const { steps = [], fields = [], list = [] } = reply;
  return [
    ...paragraphs,
    ...(steps.length === 0 ? [] : [lines(steps, stepText)]),
    ...(fields.length === 0 ? [] : [lines(fields, fieldText)]),
    ...(list.length === 0 ? [] : [listPiece(list)]),
  ];
}

const stepText = ({ label, state }: NonNullable<Reply["steps"]>[number]): string | undefined =>
  isLong(label) ? undefined : `${stepMarks[state]} ${escaped(label)}`;

const fieldText = ({ label, value }: NonNullable<Reply["fields"]>[number]): string | undefined =>
  isLong(label, value) ? undefined : [bold(label), escaped(value)].filter((part) => part !== "").join(": ");

/** A table where it fits 40 columns, else one line for each. */
const listPiece = (list: List): Piece => ({
  within: (room) => {
    const rows = rowsWithin(list, room);
    const table = tableOf(rows);
    if (table !== undefined && table.length <= room) return { text: table, cut: rows.length < list.length };
    return lines(list.slice(0, mostRows), entryText).within(room);
  },
});

/** The first rows, as many as could fit at all. */
function rowsWithin(list: List, room: number): List {
  let left = room;
  const at = list.findIndex(({ title, cells }) => {
    left -= [title, ...cells].reduce((sum, cell) => sum + cell.length + 1, 0);
    return left < 0;
  });
  return list.slice(0, Math.min(at < 0 ? list.length : at, mostRows));
}

function tableOf(list: List): string | undefined {
  if (list.length === 0) return undefined;
  const widest = Math.max(...list.map(({ cells }) => cells.length));
  const rows = list.map(({ title, cells }) =>
    [title, ...cells, ...Array<string>(widest - cells.length).fill("")].map(clean),
  );
  const table = tableText(rows);
  return table === undefined ? undefined : fenced(table);
}

const entryText = ({ title, cells }: List[number]): string | undefined => {
  if (isLong(title, ...cells)) return undefined;
  const rest = cells.map(escaped).filter((cell) => cell.trim() !== "");
  return `- ${[bold(title), ...rest].filter((part) => part !== "").join(" · ")}`;
};

/** Something to copy; nothing where it cannot be shown as it is. Of a longer one its first lines are shown. */
export const codePiece = (code: string): Piece => ({
  within: (room) => {
    const whole = fenced(code);
    if (whole === undefined) return undefined;
    if (whole.length <= room) return { text: whole, cut: false };
    const end = code.lastIndexOf("\n", room - fences);
    const head = end <= 0 ? undefined : fenced(code.slice(0, end));
    return head === undefined || head.length > room ? undefined : { text: head, cut: true };
  },
});
const fences = "```\n\n```".length;

/** Small print, without any of its own line breaks. */
export const footerText = (footer: string | undefined): string => {
  const text = escapedLine((footer ?? "").slice(0, longest)).trim();
  return text === "" ? "" : `-# ${text}`;
};
