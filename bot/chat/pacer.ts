/** Keeps the edits of all messages together under what a platform bears. */
export interface Pacer {
  /** A message is on its way to somebody, and over. */
  readonly begin: (who: string) => void;
  readonly end: (who: string) => void;
  /** How long a new message may wait for its end, in milliseconds; what ends meanwhile needs no edit. */
  readonly waitMs: () => number;
  /** Whether an edit that something newer will follow may be made now; when not, it is left out. */
  readonly mayEdit: () => boolean;
  /** Resolves when it is the turn of an edit that must be made: those for whom it is made take turns, each first come, first served. */
  readonly turn: (who: string) => Promise<void>;
  /** The platform said that it was too much: nothing for so long, in milliseconds. */
  readonly pause: (ms: number) => void;
  readonly stop: () => void;
}

/** Edits in between leave this share to those that must be made. */
const kept = 0.4;

/** "Accepted" is due within a second; but once it stands, the end is an edit, and waits until there is room for one. */
const firstAfterMs = { usual: 400, crowded: 5_000 } as const;

/** A crowd is many people: of one who does much at once no more messages count. */
const countedEach = 3;

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
  /** In the order in which it is whose turn. */
  const waiting = new Map<string, (() => void)[]>();
  let timer: NodeJS.Timeout | undefined;
  const underWay = new Map<string, number>();
  let crowd = 0;

  const fill = (): void => {
    if (perMinute === Number.POSITIVE_INFINITY) return;
    tokens = Math.min(perMinute, tokens + (now() - filledAt) / everyMs);
    filledAt = now();
  };
  /** Whoever was served goes to the end, so that many edits of one person hold up nobody else's. */
  const next = (): (() => void) | undefined => {
    const [who = "", own = []] = waiting.entries().next().value ?? [];
    waiting.delete(who);
    const first = own.shift();
    if (own.length > 0) waiting.set(who, own);
    return first;
  };
  const serve = (): void => {
    timer = undefined;
    fill();
    while (waiting.size > 0 && tokens >= 1 && now() >= pausedUntil) {
      tokens -= 1;
      next()?.();
    }
    if (waiting.size > 0) timer = setTimeout(serve, Math.max(everyMs, pausedUntil - now(), 10));
  };
  return {
    begin: (who) => {
      const own = (underWay.get(who) ?? 0) + 1;
      underWay.set(who, own);
      if (own <= countedEach) crowd += 1;
    },
    end: (who) => {
      const own = underWay.get(who) ?? 0;
      if (own > 1) underWay.set(who, own - 1);
      else underWay.delete(who);
      if (own > 0 && own <= countedEach) crowd -= 1;
    },
    waitMs: () => {
      fill();
      return tokens >= crowd ? firstAfterMs.usual : firstAfterMs.crowded;
    },
    mayEdit: () => {
      fill();
      if (now() < pausedUntil || waiting.size > 0) return false;
      if (perMinute === Number.POSITIVE_INFINITY) return true;
      if (tokens < perMinute * kept) return false;
      tokens -= 1;
      return true;
    },
    turn: (who) =>
      new Promise((resolve) => {
        const own = waiting.get(who) ?? [];
        own.push(resolve);
        waiting.set(who, own);
        if (timer === undefined) serve();
      }),
    pause: (ms) => {
      pausedUntil = Math.max(pausedUntil, now() + ms);
    },
    stop: () => {
      clearTimeout(timer);
      waiting.clear();
    },
  };
}
