import { LRUCache } from "lru-cache";
import type { LastRefusal, LastRefusals } from "../handlers/kit/ports.ts";
import type { Person } from "../protocol/messages.ts";

/** As many people's are kept, and none over a restart: what was typed is nobody's business for longer. */
const most = 1_000;

export interface KeptRefusals {
  readonly of: LastRefusals;
  readonly keep: (person: Person, last: LastRefusal) => void;
}

const keyOf = ({ name, uid }: Person): string => `${uid} ${name}`;

/** What asks why must not become the last refusal itself; and a line that holds a secret is kept nowhere. */
const isKept = ({ line, refusal }: LastRefusal): boolean =>
  !/^\W*(?:why|can)\b/iu.test(line) && !refusal.code.startsWith("key.");

/** What the bot refused each person last, in memory. */
export function createLastRefusals(): KeptRefusals {
  const kept = new LRUCache<string, LastRefusal>({ max: most });
  return {
    of: (person) => kept.get(keyOf(person)),
    keep: (person, last) => {
      if (isKept(last)) kept.set(keyOf(person), last);
    },
  };
}
