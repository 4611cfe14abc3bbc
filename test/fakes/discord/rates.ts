import { createHash } from "node:crypto";
import type { Window } from "./settings.ts";

/** What a request finds of a rate limit. */
export interface Taken {
  readonly allowed: boolean;
  readonly limit: number;
  readonly remaining: number;
  /** Milliseconds until the window begins anew. */
  readonly afterMs: number;
}

/** Counts requests in fixed windows, each from its first request on, as Discord's headers tell it. */
export function createWindows(now: () => number): (key: string, window: Window) => Taken {
  const windows = new Map<string, { start: number; used: number }>();
  return (key, { requests, perMs }) => {
    const time = now();
    let window = windows.get(key);
    if (window === undefined || time >= window.start + perMs) {
      window = { start: time, used: 0 };
      windows.set(key, window);
    }
    const allowed = window.used < requests;
    if (allowed) window.used += 1;
    return { allowed, limit: requests, remaining: requests - window.used, afterMs: window.start + perMs - time };
  };
}

export type Scope = "user" | "shared" | "global";

/** The headers of a route's limit. https://docs.discord.com/developers/topics/rate-limits#header-format */
export function rateHeaders(route: string, taken: Taken, now: number): Record<string, string> {
  return {
    "x-ratelimit-limit": String(taken.limit),
    "x-ratelimit-remaining": String(taken.remaining),
    "x-ratelimit-reset": ((now + taken.afterMs) / 1000).toFixed(3),
    "x-ratelimit-reset-after": (taken.afterMs / 1000).toFixed(3),
    "x-ratelimit-bucket": createHash("md5").update(route).digest("hex"),
  };
}

/** A 429. Same page, "Exceeding a rate limit". */
export function limitedAnswer(afterMs: number, scope: Scope): { body: unknown; headers: Record<string, string> } {
  const seconds = afterMs / 1000;
  const global = scope === "global";
  const message = scope === "shared" ? "The resource is being rate limited." : "You are being rate limited.";
  return {
    body: { message, retry_after: seconds, global },
    headers: {
      // Whole seconds, as HTTP has it.
      "retry-after": String(Math.ceil(seconds)),
      "x-ratelimit-scope": scope,
      ...(global ? { "x-ratelimit-global": "true" } : {}),
    },
  };
}
