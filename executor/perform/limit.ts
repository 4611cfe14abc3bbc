/** How long a job may still take. */
export interface TimeLimit {
  /** Stands still while a job only waits for what goes on outside. */
  readonly pause: (isPaused: boolean) => void;
  readonly end: () => void;
}

/** Calls `over` once so many milliseconds have gone by, pauses left out. */
export function startLimit(ms: number, over: () => void): TimeLimit {
  let left = ms;
  let since = performance.now();
  let timer: NodeJS.Timeout | undefined = setTimeout(over, left);
  const stop = (): void => {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    left -= performance.now() - since;
  };
  return {
    pause(isPaused) {
      if (isPaused) stop();
      else if (timer === undefined) {
        since = performance.now();
        timer = setTimeout(over, Math.max(0, left));
      }
    },
    end: stop,
  };
}
