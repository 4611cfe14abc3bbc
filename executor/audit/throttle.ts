import type { AuditEntry } from "../audit.ts";

const perMinute = 5;
const windowMs = 60_000;

/** Lets the first few entries of each reason through and writes down how many more there were, once a minute. */
export function createThrottle(now: () => number, write: (entry: AuditEntry) => void) {
  const windows = new Map<string, { since: number; count: number }>();

  function summarise(reason: string, { since, count }: { since: number; count: number }): void {
    if (count <= perMinute) return;
    write({ what: "repeated", reason, times: count - perMinute, since: new Date(since).toISOString() });
  }

  function sweep(all: boolean): void {
    for (const [reason, window] of windows) {
      if (!all && Math.abs(now() - window.since) < windowMs) continue;
      summarise(reason, window);
      windows.delete(reason);
    }
  }

  const timer = setInterval(() => sweep(false), windowMs / 4);
  timer.unref();
  return {
    add: (reason: string, entry: AuditEntry): void => {
      const window = windows.get(reason) ?? { since: now(), count: 0 };
      window.count += 1;
      windows.set(reason, window);
      if (window.count <= perMinute) write(entry);
    },
    close: (): void => {
      clearInterval(timer);
      sweep(true);
    },
  };
}
