import { LRUCache } from "lru-cache";
import type { Place } from "../chat/arrival.ts";
import { SendError } from "../chat/surface.ts";
import { isSlacks } from "./own-address.ts";
import type { Rendered } from "./render/message.ts";
import { readReply } from "./reply-token.ts";

/** Answers an interaction where it was made, for its person only. Rejects with a SendError. */
export type Respond = (reply: Place["reply"], rendered: Rendered) => Promise<void>;

/** Slack takes so many answers to one interaction (docs.slack.dev: handling user interaction). */
const mostUses = 5;
const patienceMs = 10_000;

/**
 * @param api where Slack is
 * @param now milliseconds since 1970
 */
export function createRespond(api: string, now: () => number): Respond {
  const uses = new LRUCache<string, number>({ max: 10_000 });

  return async (reply, { blocks, text }) => {
    const read = reply === undefined ? undefined : readReply(reply);
    if (reply === undefined || read === undefined)
      throw new SendError("gone", "answering an interaction: it has no address");
    if (reply.until <= now()) throw new SendError("gone", "answering an interaction: it is too old");
    if (!isSlacks(read.url, api)) throw new SendError("gone", "answering an interaction: its address is not Slack's");
    const used = uses.get(read.url) ?? 0;
    if (used >= mostUses) throw new SendError("gone", "answering an interaction: it was answered too often");
    const body = { response_type: "ephemeral", replace_original: read.mode === "=", text, blocks };
    await send(read.url, body);
    uses.set(read.url, used + 1);
  };
}

async function send(url: string, body: unknown): Promise<void> {
  let status: number;
  let after: string | null;
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json; charset=utf-8" },
      body: JSON.stringify(body),
      redirect: "error",
      signal: AbortSignal.timeout(patienceMs),
    });
    status = answer.status;
    after = answer.headers.get("retry-after");
    await answer.arrayBuffer();
  } catch {
    // What failed may name the address, which is a secret.
    throw new SendError("unreachable", "answering an interaction: no answer");
  }
  if (status >= 200 && status < 300) return;
  const said = `answering an interaction: Slack answered ${status}`;
  if (status === 429) throw new SendError("limited", said, { afterMs: Math.max(1, Number(after) || 1) * 1_000 });
  if (status >= 500) throw new SendError("unreachable", said);
  // Expired, used up, or its channel is no more.
  throw new SendError(status === 400 || status === 413 ? "rejected" : "gone", said);
}
