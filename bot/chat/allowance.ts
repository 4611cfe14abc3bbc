import { LRUCache } from "lru-cache";
import { identityText } from "../../protocol/identity.ts";
import type { ChatIdentity } from "../../protocol/messages.ts";
import type { People } from "../people/people.ts";
import type { Desk, Told } from "./desk.ts";

/**
 * How much one chat identity may do: `burst` at once, and then one thing every so many milliseconds. People do not come
 * near it; a program that types does, and would fill the disk and everybody's queue.
 */
const allowed = {
  linked: { burst: 200, everyMs: 1_000 },
  unlinked: { burst: 10, everyMs: 10_000 },
} as const;
const kept = 20_000;

/** What a flood is told: at once and unwritten. */
type TooMany = (act: Parameters<Desk["pressed"]>[0]) => Told;

/** True for what one more act of an identity is not too much for. */
export function createAllowance(people: Pick<People, "find">, now: () => number): (identity: ChatIdentity) => boolean {
  const used = new LRUCache<string, number>({ max: kept });
  return (identity) => {
    const { burst, everyMs } = people.find(identity) === undefined ? allowed.unlinked : allowed.linked;
    const who = `${identityText(identity)} ${everyMs}`;
    // The time at which all that was done is paid for: no further ahead than a burst, unless the clock was set back.
    const known = used.get(who) ?? 0;
    const paidAt = known - now() > burst * everyMs ? now() : Math.max(known, now());
    if (paidAt - now() > (burst - 1) * everyMs) return false;
    used.set(who, paidAt + everyMs);
    return true;
  };
}

/** A desk at which nobody does more than is allowed. */
export function withinAllowance(desk: Desk, mayDo: (identity: ChatIdentity) => boolean, tooMany: TooMany): Desk {
  return {
    ...desk,
    typed: (arrival, canForm) =>
      mayDo(arrival.identity) ? desk.typed(arrival, canForm) : tooMany({ ...arrival, id: arrival.invocation }),
    pressed: (press, canForm) => (mayDo(press.identity) ? desk.pressed(press, canForm) : tooMany(press)),
    filled: (filling) => (mayDo(filling.identity) ? desk.filled(filling) : tooMany(filling)),
  };
}
