import type { Look, Monitor } from "./monitor.ts";

/**
 * One look, for at most as long as the time between two: then the monitor is told to stop, and is not waited for.
 * @param lost called with 1 when a look is given up, and with -1 should it come back after all
 */
export function lookInTime(monitor: Monitor, ending: AbortSignal, lost: (by: number) => void): Promise<Look> {
  return new Promise((resolve, reject) => {
    const giving = new AbortController();
    let isOver = false;
    let isLost = false;
    const giveUp = (why: string): void => {
      if (isOver) return;
      isLost = true;
      lost(1);
      giving.abort();
      end();
      reject(new Error(why));
    };
    const atEnd = (): void => giveUp("the executor ends");
    const limit = setTimeout(() => giveUp(`looking took longer than ${monitor.everyMs} ms`), monitor.everyMs);
    const end = (): void => {
      isOver = true;
      clearTimeout(limit);
      ending.removeEventListener("abort", atEnd);
    };
    const back = (): void => {
      if (isLost) lost(-1);
      end();
    };
    ending.addEventListener("abort", atEnd, { once: true });
    Promise.resolve()
      .then(() => monitor.look(giving.signal))
      .finally(back)
      .then(resolve, reject);
  });
}
