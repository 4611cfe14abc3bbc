import { clockToleranceSeconds } from "./messages.ts";
import type { Order } from "./order.ts";
import type { Trust } from "./trust.ts";

/** As many as an inventory may tell. */
export const mostOrders = 300;

const dayMs = 24 * 3_600_000;
/** An order that is over is remembered so long after the latest end of what it stands in place of. */
const graceMs = 7 * dayMs;
/** One that ended another without an end of its own is remembered so long: longer than a host is away. */
const endedMs = 400 * dayMs;

/** Whether an order is still needed: it holds, will hold, or keeps an earlier one from coming back. */
export const stays = ({ until, keep }: Pick<Order, "until" | "keep">, now: number): boolean => {
  if (keep !== null) return keep + graceMs > now;
  return until === null || until + endedMs > now;
};

/** One order as it was signed, and what it says. */
export interface Held {
  readonly text: string;
  readonly order: Order;
}

/**
 * Whether the trust file still names who signed an order that was read before: its id is the key's thumbprint, so the
 * signature need not be verified again.
 */
export function isBelieved({ order: { iss, iat } }: Held, trust: Trust): boolean {
  const signer = trust.get(iss);
  return signer?.role === "executor" && iat >= signer.notBefore && iat <= signer.notAfter;
}

interface Dated {
  readonly text: string;
  readonly order: Pick<Order, "iat">;
}

/**
 * Whether one order takes another's place: the newer does, and of two that were signed at once the same on every host.
 * One that is from the future by more than clocks may differ, signed while a clock was wrong, gives way to any.
 */
export const supersedes = (one: Dated, known: Dated, now: number): boolean => {
  if (one.text === known.text) return false;
  if (known.order.iat > now + clockToleranceSeconds * 1000) return true;
  return one.order.iat === known.order.iat ? one.text > known.text : one.order.iat > known.order.iat;
};

/** The later of two ends; null is none at all. */
export const laterEnd = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? null : Math.max(one, other);

/**
 * When the next order of the same id is signed (milliseconds since 1970): after the one before, also where the clock
 * was set back a little since.
 */
export const nextIat = (before: Pick<Order, "iat"> | undefined, now: number): number =>
  before === undefined || before.iat > now + clockToleranceSeconds * 1000 ? now : Math.max(now, before.iat + 1);
