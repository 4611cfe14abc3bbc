import type { Attachment } from "../chat/arrival.ts";
import { SendError } from "../chat/surface.ts";
import { isSlacks } from "./own-address.ts";

const act = "fetching an attached file";
const patienceMs = 30_000;

/** Rejects with a SendError; what is longer than `limit` bytes is rejected. */
export type Download = (attachment: Attachment, limit: number) => Promise<Uint8Array>;

/** Fetches files that people attached. The token goes only to Slack itself. */
export function createDownload(api: string, botToken: string): Download {
  return async ({ url, size }, limit) => {
    if (!isSlacks(url, api)) throw new SendError("rejected", `${act}: it is not kept by Slack`);
    if (size > limit) throw new SendError("rejected", `${act}: ${size} bytes are too many`);
    let answer: Response;
    try {
      answer = await fetch(url, {
        headers: { authorization: `Bearer ${botToken}` },
        // Slack sends whoever may not read a file to a page for logging in.
        redirect: "manual",
        signal: AbortSignal.timeout(patienceMs),
      });
    } catch {
      throw new SendError("unreachable", `${act}: no answer`);
    }
    if (!answer.ok) {
      await answer.body?.cancel().catch(() => undefined);
      throw failure(answer);
    }
    return read(answer, limit);
  };
}

function failure({ status, headers }: Response): SendError {
  const text = `${act}: Slack answered ${status}`;
  if (status === 429)
    return new SendError("limited", text, { afterMs: Math.max(1, Number(headers.get("retry-after")) || 1) * 1_000 });
  if (status >= 500) return new SendError("unreachable", text);
  return new SendError(status === 404 || status === 410 ? "gone" : "rejected", text);
}

async function read(answer: Response, limit: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const part of answer.body ?? []) {
      length += part.length;
      if (length > limit) break;
      parts.push(part);
    }
  } catch {
    throw new SendError("unreachable", `${act}: it broke off`);
  }
  if (length > limit) throw new SendError("rejected", `${act}: more than ${limit} bytes`);
  return Buffer.concat(parts);
}
