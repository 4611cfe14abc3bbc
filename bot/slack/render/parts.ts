import type { Shown } from "../../chat/surface.ts";
import { clean, cleanLine, clipped } from "./characters.ts";
import { type Block, bold, bullets, fixed, plain, rich, section, text } from "./rich.ts";
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

export function headPart({ tone, title, text: paragraphs }: Reply, room: Room): Block {
  const said = clipped(cleanLine(title), most.title) || "…";
  const body = clean((paragraphs ?? []).join("\n")).trim();
  const below = body === "" ? undefined : room.take(body, most.text);
  return rich([section([text(`${toneMarks[tone]} `), bold(said)]), ...(below ? [section([text(below)])] : [])]);
}

export function stepsPart({ steps }: Reply, room: Room): Block[] {
  const lines = (steps ?? []).map(({ label, state }) => `${stepMarks[state]} ${cleanLine(label)}`);
  const shown = lines.length === 0 ? undefined : room.take(lines.join("\n"), most.text);
  return shown === undefined ? [] : [rich([section([text(shown)])])];
}

export function fieldsPart({ fields }: Reply, room: Room): Block[] {
  const elements = (fields ?? []).flatMap(({ label, value }, at) => {
    const name = room.take(`${at === 0 ? "" : "\n"}${cleanLine(label)}: `, most.label);
    const shown = name === undefined ? undefined : room.take(clean(value) || "–", most.text);
    return name === undefined || shown === undefined ? [] : [bold(name), text(shown)];
  });
  return elements.length === 0 ? [] : [rich([section(elements)])];
}

/** A table where it fits a phone, else a list. */
export function listPart({ list }: Reply, room: Room): Block[] {
  const rows = (list ?? []).map(({ title, cells }) => [title, ...cells].map(cleanLine));
  const table = tableOf(rows);
  const shown = table === undefined ? undefined : room.take(table, most.code);
  if (shown !== undefined) return [rich([fixed(shown)])];
  const entries = rows.flatMap(([title = "", ...cells]) => {
    const name = room.take(title || "–", most.label);
    const about = cells.filter((cell) => cell !== "").join(" · ");
    const rest = name === undefined || about === "" ? undefined : room.take(` – ${about}`, most.text);
    return name === undefined ? [] : [[bold(name), ...(rest === undefined ? [] : [text(rest)])]];
  });
  return entries.length === 0 ? [] : [rich([bullets(entries)])];
}

export function codePart({ code }: Reply, room: Room): Block[] {
  const shown = code === undefined || code === "" ? undefined : room.take(clean(code) || "…", most.code);
  return shown === undefined ? [] : [rich([fixed(shown)])];
}

/** A file's name and the beginning of what it holds. */
export function filePart({ file }: Reply, head: string, room: Room): Block[] {
  if (file === undefined) return [];
  const name = room.take(cleanLine(file.name) || "…", most.label);
  const shown = head === "" ? undefined : room.take(head, most.code);
  if (name === undefined) return [];
  return [rich([section([bold(name)]), ...(shown === undefined ? [] : [fixed(shown)])])];
}

export function buttonsPart({ buttons }: Reply): Block[] {
  if (buttons.length === 0) return [];
  const elements = buttons.slice(0, buttonLimits.count).map(({ id, label, style }) => ({
    type: "button" as const,
    action_id: id,
    text: plain(clipped(cleanLine(label), buttonLimits.label) || "…"),
    ...(style === undefined ? {} : { style }),
  }));
  return [{ type: "actions", elements }];
}

export function footerPart({ footer }: Reply): Block[] {
  const said = clipped(cleanLine(footer ?? ""), most.title);
  return said === "" ? [] : [{ type: "context", elements: [plain(said)] }];
}
