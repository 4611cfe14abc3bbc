import { LRUCache } from "lru-cache";

/** A button of an answer that changes nothing works again after so long; before, it is a double click. */
const doubleClickMs = 5_000;
const kept = 10_000;

/** Tells a double click from a button that is pressed again: two presses of one run are one act. */
export function createRuns(now: () => number): (id: string) => number {
  const pressed = new LRUCache<string, { readonly at: number; readonly run: number }>({ max: kept });
  return (id) => {
    const last = pressed.get(id);
    const since = last === undefined ? doubleClickMs : now() - last.at;
    // A press that seems to come before the last one comes after a step of the clock, and is one of its own.
    const run = last !== undefined && since >= 0 && since < doubleClickMs ? last.run : now();
    pressed.set(id, { at: now(), run });
    return run;
  };
}
