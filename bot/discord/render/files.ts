import type { RawFile } from "discord.js";
import type { Picture } from "../../chart/draw.ts";
import { clean } from "./markdown.ts";
import type { DiscordMessage } from "./message.ts";

/** Discord takes 10 MiB from anybody; what is longer is cut, which no reply comes near. */
const mostBytes = 9_000_000;

/** A file of a message. Its name is reduced to what every system takes. */
export function textFile(name: string, content: string): RawFile {
  const bytes = Buffer.from(content, "utf8");
  return {
    name: safeName(name),
    data: bytes.length > mostBytes ? bytes.subarray(0, mostBytes) : bytes,
    contentType: "text/plain; charset=utf-8",
  };
}

/** The same message with a picture beside it. */
export function withPicture({ body, files }: DiscordMessage, { name, bytes, caption }: Picture): DiscordMessage {
  const about = { id: String(files.length), filename: name, description: clean(caption) };
  return {
    body: { ...body, attachments: [...body.attachments, about] },
    files: [...files, { name, data: Buffer.from(bytes), contentType: "image/png" }],
  };
}

function safeName(name: string): string {
  const plain = clean(name)
    .normalize("NFKC")
    .replace(/[^\p{L}\p{N}._-]+/gu, "_")
    .replace(/^[._]+/u, "");
  const short = Array.from(plain).slice(-80).join("");
  return short === "" ? "file.txt" : short;
}
