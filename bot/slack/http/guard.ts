import { createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { clockToleranceSeconds } from "../../../protocol/messages.ts";
import { createReplays } from "./replays.ts";

/** Why a request is turned away. */
export type Turned = "unsigned" | "stale" | "future" | "forged" | "replayed" | "malformed";
/** Undefined: it is Slack's own, and new. */
export type Guard = (headers: IncomingHttpHeaders, body: Buffer) => Turned | undefined;

/** How old a request may be, in seconds (docs.slack.dev/authentication/verifying-requests-from-slack). */
const oldestSeconds = 300;

/**
 * Lets in only what Slack signed, once. Bolt looks at signature and age too, but takes the same request twice, and
 * takes one from the future, which could be kept for later.
 * @param now milliseconds since 1970
 */
export function createGuard(signingSecret: string, now: () => number): Guard {
  const replays = createReplays((oldestSeconds + clockToleranceSeconds + 1) * 1_000);
  return (headers, body) => {
    const stamp = headers["x-slack-request-timestamp"];
    const signature = headers["x-slack-signature"];
    if (typeof stamp !== "string" || typeof signature !== "string" || !/^\d{1,12}$/u.test(stamp)) return "unsigned";
    const ageSeconds = now() / 1_000 - Number(stamp);
    if (ageSeconds > oldestSeconds) return "stale";
    if (ageSeconds < -clockToleranceSeconds) return "future";
    const expected = createHmac("sha256", signingSecret).update(`v0:${stamp}:`).update(body).digest("hex");
    if (!isSame(signature, `v0=${expected}`)) return "forged";
    if (!replays.isNew(signature, now())) return "replayed";
    return isObject(headers["content-type"], body) ? undefined : "malformed";
  };
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Bolt fails, beyond any handler of ours, at a body that is no object. */
function isObject(contentType: string | undefined, body: Buffer): boolean {
  try {
    const text = body.toString("utf8");
    if (contentType?.startsWith("application/json") !== true) {
      const payload = new URLSearchParams(text).get("payload");
      if (payload === null) return true;
      return isRecord(JSON.parse(payload));
    }
    return isRecord(JSON.parse(text));
  } catch {
    return false;
  }
}

const isRecord = (it: unknown): boolean => typeof it === "object" && it !== null && !Array.isArray(it);
