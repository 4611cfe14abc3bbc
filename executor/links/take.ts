import type { Logger } from "../log.ts";
import type { RemovedLinks } from "./removed.ts";

export interface TakeRemovedParts {
  readonly removed: Pick<RemovedLinks, "take">;
  /** Called when something was new, which the next inventory has to tell. */
  readonly changed: () => void;
  readonly log: Logger;
}

/** Takes in what a bot tells of links that were ended elsewhere. Never throws: what could not be written comes again. */
export function createTakeRemoved({ removed, changed, log }: TakeRemovedParts) {
  return (told: Parameters<RemovedLinks["take"]>[0]): void => {
    if (told.length === 0) return;
    removed.take(told).then(
      (isNews) => isNews && changed(),
      (error: unknown) => log.error({ err: error }, "writing ended links down"),
    );
  };
}
