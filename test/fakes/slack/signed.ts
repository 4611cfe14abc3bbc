import { createHmac } from "node:crypto";
import { decoded } from "./json.ts";
import type { Envelope, Transport } from "./transport.ts";

/** A request to the app as it was sent, to be sent again to the letter. */
export interface Signed {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
export interface Answered {
  readonly status: number;
  readonly text: string;
}

/** docs.slack.dev/authentication/verifying-requests-from-slack: v0=HMAC-SHA256 of "v0:TIMESTAMP:BODY". */
export function sign(secret: string, body: string, timestamp: number): string {
  return `v0=${createHmac("sha256", secret).update(`v0:${timestamp}:${body}`).digest("hex")}`;
}

function bodyOf({ kind, payload }: Pick<Envelope, "kind" | "payload">): readonly [string, string] {
  if (kind === "events_api") return ["application/json", JSON.stringify(payload)];
  const form = "application/x-www-form-urlencoded";
  if (kind === "interactive") return [form, new URLSearchParams({ payload: JSON.stringify(payload) }).toString()];
  const fields = Object.entries(payload).map(([key, value]) => [key, String(value)]);
  return [form, new URLSearchParams(Object.fromEntries(fields)).toString()];
}

/** A signed request; `timestamp` in seconds, `secret` another one to sign wrongly. */
export function signedRequest(
  envelope: Pick<Envelope, "kind" | "payload"> & { readonly attempt?: number },
  secret: string,
  timestamp: number,
): Signed {
  const [type, body] = bodyOf(envelope);
  const retry = envelope.attempt ?? 0;
  return {
    body,
    headers: {
      "content-type": type,
      "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
      "x-slack-request-timestamp": String(timestamp),
      "x-slack-signature": sign(secret, body, timestamp),
      ...(retry === 0 ? {} : { "x-slack-retry-num": String(retry), "x-slack-retry-reason": "http_timeout" }),
    },
  };
}

/** Sends it; rejects where nobody listens. */
export async function post(url: string, { headers, body }: Signed): Promise<Answered> {
  const response = await fetch(url, { method: "POST", headers, body, redirect: "manual" });
  return { status: response.status, text: await response.text() };
}

/** Carries envelopes by requests to the app's address: the response is the acknowledgement. Keeps them in `sent`. */
export function createHttpTransport(url: string, secret: string, now: () => number, sent: Signed[]): Transport {
  return async (envelope, ackMs, onLate) => {
    const began = performance.now();
    const tookMs = (): number => performance.now() - began;
    const request = signedRequest(envelope, secret, Math.floor(now() / 1000));
    sent.push(request);
    return new Promise((resolve) => {
      const failed = (error: "operation_timeout" | "dispatch_failed"): void =>
        resolve({ ok: false, error, answer: undefined, tookMs: tookMs() });
      let late = false;
      const timer = setTimeout(() => {
        late = true;
        failed("operation_timeout");
      }, ackMs);
      post(url, request)
        .then(({ status, text }) => {
          clearTimeout(timer);
          if (late) onLate(tookMs());
          else if (status === 200)
            resolve({ ok: true, error: undefined, answer: decoded(text) ?? (text || undefined), tookMs: tookMs() });
          else failed("dispatch_failed");
        })
        .catch(() => {
          clearTimeout(timer);
          if (!late) failed("dispatch_failed");
        });
    });
  };
}
