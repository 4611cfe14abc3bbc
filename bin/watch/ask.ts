import { randomBytes } from "node:crypto";
import { heartbeatKind, heartbeatPath } from "../../protocol/heartbeat.ts";
import { readStatement } from "../../protocol/statement.ts";
import type { Trust } from "../../protocol/trust.ts";

const patienceMs = 10_000;
/** What the bot says now may differ from our clock by so much, in milliseconds. */
const farMs = 120_000;

/**
 * Asks the bot whether it lives. Resolves when it says so now: signed with a bot's key that the trust file names, over
 * what we have just made up. Rejects with why not.
 */
export async function askBot(url: string, trust: Trust, now: () => number): Promise<void> {
  const nonce = randomBytes(24).toString("base64url");
  const address = new URL(heartbeatPath, url);
  address.searchParams.set("nonce", nonce);
  const answer = await fetch(address, { redirect: "error", signal: AbortSignal.timeout(patienceMs) });
  if (!answer.ok) throw new Error(`it answered ${answer.status}`);
  const { said, signer } = readStatement(heartbeatKind, await limited(answer, heartbeatKind.maxLength), trust);
  if (said.nonce !== nonce) throw new Error("it repeated an earlier answer");
  if (!(Math.abs(said.iat - now()) <= farMs)) throw new Error("its clock is far from ours");
  if (!(now() >= signer.notBefore && now() <= signer.notAfter)) throw new Error("its key is not valid now");
}

/** The body's text, of which no more is read than a heartbeat can have. */
async function limited(answer: Response, most: number): Promise<string> {
  let text = "";
  const decoder = new TextDecoder();
  for await (const part of answer.body ?? []) {
    text += decoder.decode(part, { stream: true });
    if (text.length > most) throw new Error("it answered with something else");
  }
  return text;
}
