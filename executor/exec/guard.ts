/** Why a program was ended before it ended by itself. */
export type EndedBy = "timedOut" | "overflowed" | "cancelled";

interface Limits {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  /** How long the program may take to end once it was told to, in milliseconds. */
  readonly graceMs: number;
  readonly end: () => void;
}

/** Holds one running program to its limits: ends it once, for the first reason, and gives it up after the grace. */
export function guard(limits: Limits) {
  let why: EndedBy | undefined;
  let grace: NodeJS.Timeout | undefined;
  let giveUp: () => void = () => undefined;
  const abandoned = new Promise<undefined>((resolve) => {
    giveUp = () => resolve(undefined);
  });
  const end = (reason: EndedBy): void => {
    if (why !== undefined) return;
    why = reason;
    grace = setTimeout(giveUp, limits.graceMs);
    limits.end();
  };
  const cancel = (): void => end("cancelled");
  const timer = setTimeout(() => end("timedOut"), limits.timeoutMs);
  limits.signal?.addEventListener("abort", cancel, { once: true });
  if (limits.signal?.aborted === true) cancel();
  return {
    end,
    /** Resolves, with nothing, when the program was told to end and did not. */
    abandoned,
    /** Lets go of the timers and says why the program was ended, if it was. */
    stop(): EndedBy | undefined {
      clearTimeout(timer);
      clearTimeout(grace);
      limits.signal?.removeEventListener("abort", cancel);
      return why;
    },
  };
}
