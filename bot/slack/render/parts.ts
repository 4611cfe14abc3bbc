import type { Shown } from "../../chat/surface.ts";
import { cleanLine, clipped } from "./characters.ts";
import { type Block, bold, bullets, fixed, mention, plain, rich, section, text } from "./rich.ts";
import type { Room } from "./room.ts";
import { tableOf } from "./table.ts";

type Reply = Shown["reply"];

const toneMarks: Readonly<Record<Reply["tone"], string>> = {
  done: "✅",
  working: "⏳",
  refused: "🚫",
  failed: "❌",
  question: "❓",
  information: "ℹ️",
  unknown: "❔",
};
const stepMarks: Readonly<Record<NonNullable<Reply["steps"]>[number]["state"], string>> = {
  todo: "▫️",
  doing: "⏳",
  done: "✅",
  failed: "❌",
  undone: "↩️",
};
/** The most of each part, in characters as JSON; a section's text may have 3000. */
const most = { title: 300, label: 200, text: 2_800, code: 2_800 } as const;
/** Slack takes 75 characters on a button, and 25 buttons in a row; people read five. */
const buttonLimits = { label: 75, count: 10 } as const;

export function headPart({ tone, title, text: paragraphs, mentions = [] }: Reply, room: Room): Block {
  const said = shortLine(title, most.title);
  const body = (paragraphs ?? []).join("\n");
  const below = body === "" ? undefined : room.take(body, most.text);
  const called = mentions.flatMap((user) => [mention(user), text(" ")]);
  const head = section([text(`${toneMarks[tone]} `), ...called, bold(said)]);
  return rich([head, ...(below ? [section([text(below)])] : [])]);
}

export function stepsPart({ steps }: Reply, room: Room): Block[] {
  const lines = (steps ?? []).map(({ label, state }) => `${stepMarks[state]} ${cleanLine(label.slice(0, most.text))}`);
  const shown = lines.length === 0 ? undefined : room.take(lines.join("\n"), most.text);
  return shown === undefined ? [] : [rich([section([text(shown)])])];
}

export function fieldsPart({ fields }: Reply, room: Room): Block[] {
  const elements = (fields ?? []).flatMap(({ label, value }, at) => {
    const name = room.takeLine(label, most.label);
    const shown = name === undefined ? undefined : (room.take(value, most.text) ?? "–");
    return name === undefined || shown === undefined ? [] : [bold(`${at === 0 ? "" : "\n"}${name}: `), text(shown)];
  });
  return elements.length === 0 ? [] : [rich([section(elements)])];
}

/** A table where it fits a phone, else a list. */
export function listPart({ list }: Reply, room: Room): Block[] {
  const table = tableOf((list ?? []).map(({ title, cells }) => [title, ...cells]));
  const shown = table === undefined ? undefined : room.take(table, most.code);
  if (shown !== undefined) return [rich([fixed(shown)])];
  const entries = (list ?? []).flatMap(({ title, cells }) => {
    const name = room.takeLine(title === "" ? "–" : title, most.label);
    const about = cells.filter((cell) => cell !== "").join(" · ");
    const rest = name === undefined || about === "" ? undefined : room.takeLine(about, most.text);
    return name === undefined ? [] : [[bold(name), ...(rest === undefined ? [] : [text(` – ${rest}`)])]];
  });
  return entries.length === 0 ? [] : [rich([bullets(entries)])];
}

export function codePart({ code }: Reply, room: Room): Block[] {
  const shown = code === undefined ? undefined : room.take(code, most.code);
  return shown === undefined ? [] : [rich([fixed(shown)])];
}

/** A file's name and the beginning of what it holds. */
export function filePart({ file }: Reply, head: string, room: Room): Block[] {
  if (file === undefined) return [];
  const name = room.takeLine(file.name, most.label);
  const shown = room.take(head, most.code);
  const parts = [
    ...(name === undefined ? [] : [section([bold(name)])]),
    ...(shown === undefined ? [] : [fixed(shown)]),
  ];
  return parts.length === 0 ? [] : [rich(parts)];
}

/** Something that is always there, on one line. */
const shortLine = (said: string, limit: number): string => clipped(cleanLine(said.slice(0, 10 * limit)), limit) || "…";

export function buttonsPart({ buttons }: Reply): Block[] {
  if (buttons.length === 0) return [];
  const elements = buttons.slice(0, buttonLimits.count).map(({ id, label, style }) => ({
    type: "button" as const,
    action_id: id,
    text: plain(shortLine(label, buttonLimits.label)),
    ...(style === undefined ? {} : { style }),
  }));
  return [{ type: "actions", elements }];
}

export function footerPart({ footer }: Reply): Block[] {
  if (footer === undefined || footer === "") return [];
  return [{ type: "context", elements: [plain(shortLine(footer, most.title))] }];
}
