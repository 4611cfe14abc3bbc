import { createHash } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { LRUCache } from "lru-cache";
import type { Reference } from "../chat/arrival.ts";
import { SendError } from "../chat/surface.ts";
import type { Logger } from "../log.ts";
import type { WebClient } from "./clients.ts";
import { sendErrorOf } from "./faults.ts";
import { said } from "./log.ts";
import type { Attached } from "./render/message.ts";

/** Where a file goes: under the message that begins the thread. */
export type Under = Pick<Reference, "channel" | "message">;

/** Puts files into the thread of a message that stands. Never rejects: the message is there, with their beginnings. */
export type Upload = (under: Under, files: readonly Attached[]) => Promise<void>;

const tries = 5;
const pauseMs = 2_000;
const longestPauseMs = 60_000;

export function createUpload(client: WebClient, log: Logger): Upload {
  // An edit that is made again brings the same file.
  const there = new LRUCache<string, true>({ max: 5_000 });

  const put = async ({ channel, message }: Under, { name, content, caption }: Attached): Promise<void> => {
    try {
      await client.files.uploadV2({
        channel_id: channel,
        thread_ts: message,
        file: bytesOf(content),
        filename: name,
        title: caption ?? name,
        ...(caption === undefined ? {} : { alt_text: caption }),
      });
    } catch (error) {
      throw sendErrorOf("uploading a file", error);
    }
  };
  const patiently = async (under: Under, file: Attached): Promise<void> => {
    const key = createHash("sha256")
      .update(JSON.stringify([under.channel, under.message, file.name]))
      .update(file.content)
      .digest("base64");
    if (there.has(key)) return;
    there.set(key, true);
    for (let left = tries; ; left -= 1) {
      try {
        return await put(under, file);
      } catch (cause) {
        const passes = cause instanceof SendError && (cause.kind === "limited" || cause.kind === "unreachable");
        if (!passes || left <= 1) {
          there.delete(key);
          throw cause;
        }
        await pause(Math.min(longestPauseMs, Math.max(cause.afterMs, pauseMs)), undefined, { ref: false });
      }
    }
  };
  return async (under, files) => {
    for (const file of files)
      await patiently(under, file).catch((cause: unknown) => {
        log.warn({ reason: said(cause) }, "a file could not be put beside its message");
      });
  };
}

const bytesOf = (content: Attached["content"]): Buffer =>
  typeof content === "string" ? Buffer.from(content, "utf8") : Buffer.from(content);
