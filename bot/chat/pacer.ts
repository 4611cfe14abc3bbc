/** Keeps the edits of all messages together under what a platform bears. */
export interface Pacer {
  /** Whether an edit that something newer will follow may be made now; when not, it is left out. */
  readonly mayEdit: () => boolean;
  /** Resolves when it is the turn of an edit that must be made; first come, first served. */
  readonly turn: () => Promise<void>;
  /** The platform said that it was too much: nothing for so long, in milliseconds. */
  readonly pause: (ms: number) => void;
  readonly stop: () => void;
}

/** Edits in between leave this share to those that must be made. */
const kept = 0.4;

/**
 * A token bucket of one minute's edits.
 * @param perMinute Infinity: whatever is asked may be done at once
 * @param now milliseconds, only ever rising
 */
export function createPacer(perMinute: number, now: () => number): Pacer {
  const everyMs = 60_000 / perMinute;
  let tokens = perMinute;
  let filledAt = now();
  let pausedUntil = 0;
  let waiting: (() => void)[] = [];
  let timer: NodeJS.Timeout | undefined;

  const fill = (): void => {
    if (perMinute === Number.POSITIVE_INFINITY) return;
    tokens = Math.min(perMinute, tokens + (now() - filledAt) / everyMs);
    filledAt = now();
  };
  const serve = (): void => {
    timer = undefined;
    fill();
    while (waiting.length > 0 && tokens >= 1 && now() >= pausedUntil) {
      tokens -= 1;
      waiting.shift()?.();
    }
    if (waiting.length > 0) timer = setTimeout(serve, Math.max(everyMs, pausedUntil - now(), 10));
  };
  return {
    mayEdit: () => {
      fill();
      if (now() < pausedUntil || waiting.length > 0) return false;
      if (perMinute === Number.POSITIVE_INFINITY) return true;
      if (tokens < perMinute * kept) return false;
      tokens -= 1;
      return true;
    },
    turn: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        if (timer === undefined) serve();
      }),
    pause: (ms) => {
      pausedUntil = Math.max(pausedUntil, now() + ms);
    },
    stop: () => {
      clearTimeout(timer);
      waiting = [];
    },
  };
}
