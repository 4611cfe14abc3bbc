import { createRateLimiter, type Rate, type RateLimiter } from "../kit/rate.ts";

export type Tier = 1 | 2 | 3 | 4 | "auth" | "post";

/** How many calls Slack takes. */
export interface Rates {
  /** For each method, in the whole workspace. */
  readonly tiers: Readonly<Record<1 | 2 | 3 | 4 | "auth", Rate>>;
  /** chat.postMessage in one channel. */
  readonly postChannel: Rate;
  /** chat.postMessage in the whole workspace. */
  readonly postWorkspace: Rate;
}

const minute = 60_000;

/**
 * docs.slack.dev/apis/web-api/rate-limits, per method, workspace and app: tier 1: 1+ a minute, tier 2: 20+, tier 3: 50+,
 * tier 4: 100+, "bursts" not told in numbers; messages 1 a second in a channel with short bursts; and, by
 * docs.slack.dev/reference/methods/chat.postMessage, "several hundred messages per minute" in a workspace. auth.test
 * allows "hundreds of requests per minute". What is told as "…+" is taken as that number here, and as the burst too.
 * Tier 1 has a larger burst: only apps.connections.open is of it here, and several sockets are opened at a start.
 */
export const documentedRates: Rates = {
  tiers: {
    1: { calls: 1, perMs: minute, burst: 20 },
    2: { calls: 20, perMs: minute },
    3: { calls: 50, perMs: minute },
    4: { calls: 100, perMs: minute },
    auth: { calls: 300, perMs: minute },
  },
  postChannel: { calls: 1, perMs: 1000, burst: 4 },
  postWorkspace: { calls: 400, perMs: minute, burst: 300 },
};

const endless: Rate = { calls: 1_000_000, perMs: 1000 };
/** No limits: for tests of something else that call very often. */
export const noRates: Rates = {
  tiers: { 1: endless, 2: endless, 3: endless, 4: endless, auth: endless },
  postChannel: endless,
  postWorkspace: endless,
};

export interface Throttle {
  /** 0 when the call is allowed, else after how many whole seconds another one is. */
  readonly take: (tier: Tier, method: string, channel: string) => number;
}

export function createThrottle(rates: Rates, now: () => number): Throttle {
  const tiers = new Map<Tier, RateLimiter>();
  for (const tier of [1, 2, 3, 4, "auth"] as const) tiers.set(tier, createRateLimiter(rates.tiers[tier], now));
  const inChannel = createRateLimiter(rates.postChannel, now);
  const inWorkspace = createRateLimiter(rates.postWorkspace, now);
  return {
    take: (tier, method, channel) => {
      const ms =
        tier === "post" ? inChannel.take(channel) || inWorkspace.take("") : (tiers.get(tier)?.take(method) ?? 0);
      return Math.ceil(ms / 1000);
    },
  };
}
