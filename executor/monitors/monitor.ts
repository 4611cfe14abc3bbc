import type { Condition, Figure } from "../../protocol/monitor.ts";

/** What a monitor found: all that is wrong now, and the numbers whose course matters. */
export interface Look {
  readonly conditions: readonly Condition[];
  readonly figures?: readonly Figure[];
}

/** Watches one system of this host; given to the executor by one line in all.ts. */
export interface Monitor {
  readonly name: string;
  /** How often it looks. A look that takes as long again is given up and told as a fault. */
  readonly everyMs: number;
  /** Looks now. Throws where it cannot see: that is told, and is never "all is well". */
  readonly look: (signal: AbortSignal) => Promise<Look>;
  /** Calls back whenever something may have changed, so that it looks at once; gives what ends it. */
  readonly watch?: (changed: () => void) => () => Promise<void>;
  /** Lets go of what it keeps between looks. */
  readonly close?: () => Promise<void>;
}
