import type { Clock } from "../clock.ts";

/** Remembers since when each key has been told; one that is not told any more is forgotten. */
export function createSince(now: Clock): (keys: readonly string[]) => (key: string) => number {
  let began = new Map<string, number>();
  return (keys) => {
    const at = now();
    began = new Map(keys.map((key) => [key, began.get(key) ?? at]));
    return (key) => began.get(key) ?? at;
  };
}
