import { MessageFlags, type RawFile } from "discord.js";
import type { Shown } from "../../chat/surface.ts";
import { type ButtonRow, buttonRows } from "./buttons.ts";
import { textFile } from "./files.ts";
import { bodyPieces, codePiece, type Fitted, footerText, titlePiece } from "./pieces.ts";
import { wholeText } from "./whole.ts";

/** A message as Discord's REST API takes it, anew or in place of another: nothing of the other stays. */
export interface MessageBody {
  readonly content: string;
  readonly components: readonly ButtonRow[];
  readonly embeds: readonly never[];
  readonly attachments: readonly { readonly id: string; readonly filename: string; readonly description?: string }[];
  readonly flags: number;
  readonly allowed_mentions: { readonly parse: readonly never[]; readonly users?: readonly string[] };
}
export interface DiscordMessage {
  readonly body: MessageBody;
  readonly files: RawFile[];
}

/** https://docs.discord.com/developers/resources/message#create-message */
const mostContent = 2000;
/** Kept for the names of the files that hold the rest. */
const reserve = 60;
/** Of some 22 characters each. */
const mostMentions = 25;

/**
 * A message as Discord shows it, always within Discord's limits. What does not fit goes whole into a file, and the
 * message shows its head. Whatever texts say: nobody is mentioned but whom the bot itself calls, and there is nothing to
 * click but buttons.
 */
export function discordMessage({ reply }: Shown): DiscordMessage {
  const title = titlePiece(reply);
  const footer = footerText(reply.footer);
  const footerFits = footer.length <= 300;
  const users = (reply.mentions ?? []).slice(0, mostMentions);
  const called = users.map((user) => `<@${user}>`).join(" ");
  let room = mostContent - called.length - title.text.length - reserve - (footerFits ? footer.length + 1 : 0);
  let isCut = title.cut || !footerFits;
  const take = (fitted: Fitted | undefined): string[] => {
    isCut ||= fitted?.cut ?? true;
    if (fitted === undefined) return [];
    room -= fitted.text.length + 1;
    return [fitted.text];
  };
  // What is to be copied is what the message is for: it has its place before all else.
  const code =
    reply.code === undefined || reply.code.trim() === "" ? undefined : codePiece(reply.code).within(room - 1);
  const isCodeWhole = reply.code === undefined || reply.code.trim() === "" || code?.cut === false;
  if (code !== undefined) room -= code.text.length + 1;
  const body = bodyPieces(reply).flatMap((piece) => (room > 1 ? take(piece.within(room - 1)) : take(undefined)));
  const files = [
    ...(isCut ? [textFile("message.txt", wholeText(reply))] : []),
    ...(isCodeWhole ? [] : [textFile("code.txt", reply.code ?? "")]),
    ...(reply.file === undefined ? [] : [textFile(reply.file.name, reply.file.content)]),
  ];
  const more =
    isCut || !isCodeWhole
      ? [`-# … 📎 ${[isCut && "message.txt", !isCodeWhole && "code.txt"].filter(Boolean).join(", ")}`]
      : [];
  const parts = [
    called,
    title.text,
    ...body,
    ...(code === undefined ? [] : [code.text]),
    ...more,
    ...(footerFits ? [footer] : []),
  ];
  return {
    body: {
      content: parts.filter((part) => part !== "").join("\n"),
      components: buttonRows(reply.buttons),
      embeds: [],
      attachments: files.map(({ name }, id) => ({ id: String(id), filename: name })),
      flags: MessageFlags.SuppressEmbeds,
      allowed_mentions: { parse: [], ...(users.length === 0 ? {} : { users }) },
    },
    files,
  };
}
