import type { RawFile } from "discord.js";
import { clean } from "./markdown.ts";

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

function safeName(name: string): string {
  const plain = clean(name)
    .normalize("NFKC")
    .replace(/[^\p{L}\p{N}._-]+/gu, "_")
    .replace(/^[._]+/u, "");
  const short = Array.from(plain).slice(-80).join("");
  return short === "" ? "file.txt" : short;
}
