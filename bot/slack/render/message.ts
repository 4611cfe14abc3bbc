import type { Shown } from "../../chat/surface.ts";
import { clean, cleanLine, clipped } from "./characters.ts";
import { buttonsPart, codePart, fieldsPart, filePart, footerPart, headPart, listPart, stepsPart } from "./parts.ts";
import type { Block } from "./rich.ts";
import { createRoom } from "./room.ts";
import { wholeText } from "./whole.ts";

/** A file to be put beside a message. */
export interface Attached {
  readonly name: string;
  readonly content: string | Uint8Array;
  /** What a picture shows, for those who cannot see it. */
  readonly caption?: string;
}
/** A message as Slack takes it. `text` is what notifications and screen readers say. */
export interface Rendered {
  readonly blocks: Block[];
  readonly text: string;
  /** What had no room, whole. */
  readonly files: readonly Attached[];
}

/** For everything but title, buttons and footer, which are always there: of about 13,000 that Slack takes. */
const roomSize = 8_500;
/** What is shown of a file: a longer one is attached. */
const head = { lines: 25, characters: 1_500 } as const;
const fallbackMost = 700;

/** A message within Slack's limits, whatever it says; what does not fit is shown by its head and attached whole. */
export function renderMessage({ reply }: Pick<Shown, "reply">): Rendered {
  const room = createRoom(roomSize);
  const start = reply.file === undefined ? "" : headOf(reply.file.content);
  const blocks = [
    headPart(reply, room),
    ...stepsPart(reply, room),
    ...fieldsPart(reply, room),
    ...codePart(reply, room),
    ...listPart(reply, room),
    ...filePart(reply, start, room),
    ...buttonsPart(reply),
    ...footerPart(reply),
  ];
  return { blocks, text: fallback(reply), files: filesOf(reply, start, room.isTooSmall) };
}

function headOf(content: string): string {
  const lines = clean(content.slice(0, 4 * head.characters))
    .replace(/\n$/u, "")
    .split("\n");
  const shown = lines.slice(0, head.lines).join("\n");
  return clipped(lines.length > head.lines ? `${shown}\n…` : shown, head.characters);
}

function filesOf(reply: Shown["reply"], start: string, isTooSmall: boolean): Attached[] {
  const { file, code } = reply;
  const isFileWhole = file === undefined || (!isTooSmall && start === file.content.replace(/\n$/u, ""));
  // What is to be copied must be there exactly as it is, also where it cannot be shown so.
  const isCodeWhole = code === undefined || (!isTooSmall && clean(code) === code);
  return [
    ...(isFileWhole ? [] : [{ name: fileName(file.name), content: file.content }]),
    ...(isCodeWhole ? [] : [{ name: "code.txt", content: code }]),
    ...(isTooSmall ? [{ name: "answer.txt", content: wholeText(reply) }] : []),
  ].filter(({ content }) => content !== "");
}

/** A name that is one, with an ending by which Slack shows it as text. */
function fileName(name: string): string {
  const safe = cleanLine(name)
    .replaceAll(/[/\\<>&]/gu, "-")
    .slice(-100);
  return /\.\w+$/u.test(safe) ? safe : `${safe || "file"}.txt`;
}

/** Escaped as docs.slack.dev/messaging/formatting-message-text says, so that it neither mentions nor links. */
export const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

const fallback = ({ title, text }: Shown["reply"]): string =>
  escaped(
    clipped(
      [cleanLine(title.slice(0, 5_000)), clean((text ?? []).join("\n").slice(0, 5_000))].join("\n").trim(),
      fallbackMost,
    ),
  ) || "…";
