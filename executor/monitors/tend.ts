import type { MonitorReport } from "../../protocol/monitor.ts";
import type { Clock } from "../clock.ts";
import type { Logger } from "../log.ts";
import type { Look, Monitor } from "./monitor.ts";

export interface TendOptions {
  readonly monitors: readonly Monitor[];
  /** Called when a report differs from the one before, apart from its time. */
  readonly changed: () => void;
  readonly now: Clock;
  readonly log: Logger;
}

export interface Monitors {
  /** What each monitor last found. */
  readonly reports: () => readonly MonitorReport[];
  readonly stop: () => Promise<void>;
}

/** The most that a report says of why a monitor cannot see, in characters. */
const faultLimit = 300;

/** Lets every monitor look, each at its own pace; one that throws or hangs holds up no other. */
export function tendMonitors({ monitors, changed, now, log }: TendOptions): Monitors {
  const tended = monitors.map((monitor) => tendOne(monitor, changed, now, log));
  return {
    reports: () => tended.map(({ report }) => report()),
    stop: async () => {
      await Promise.all(tended.map(({ stop }) => stop()));
    },
  };
}

function tendOne(monitor: Monitor, changed: () => void, now: Clock, log: Logger) {
  const { name, everyMs } = monitor;
  const ending = new AbortController();
  let told: MonitorReport = { name, at: null, everyMs, fault: "it has not looked yet", conditions: [], figures: [] };
  let timer: NodeJS.Timeout | undefined;
  let work: Promise<void> | undefined;
  let isWantedAgain = false;

  const tell = (next: MonitorReport): void => {
    const isNews = sameButTime(told) !== sameButTime(next);
    told = next;
    if (isNews) changed();
  };
  const look = async (): Promise<void> => {
    try {
      const { conditions, figures = [] } = await inTime(monitor, ending.signal);
      tell({ name, at: now(), everyMs, fault: null, conditions: [...conditions], figures: [...figures] });
    } catch (cause) {
      if (ending.signal.aborted) return;
      log.warn({ err: cause, monitor: name }, "a monitor cannot see");
      tell({ ...told, fault: reasonOf(cause).slice(0, faultLimit) });
    }
  };
  const begin = (): void => {
    clearTimeout(timer);
    if (ending.signal.aborted) return;
    if (work !== undefined) {
      isWantedAgain = true;
      return;
    }
    isWantedAgain = false;
    work = look().finally(() => {
      work = undefined;
      if (ending.signal.aborted) return;
      timer = setTimeout(begin, isWantedAgain ? 0 : everyMs);
    });
  };
  const unwatch = monitor.watch?.(begin);
  begin();
  return {
    report: () => told,
    stop: async (): Promise<void> => {
      ending.abort();
      clearTimeout(timer);
      await unwatch?.();
      await work;
      await monitor.close?.();
    },
  };
}

/** A look that does not come back within the time of two is given up: the monitor is told to stop, and is not waited for. */
async function inTime(monitor: Monitor, ending: AbortSignal): Promise<Look> {
  const limit = AbortSignal.timeout(monitor.everyMs);
  const signal = AbortSignal.any([limit, ending]);
  const over = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(new Error(`looking took longer than ${monitor.everyMs} ms`)), {
      once: true,
    });
  });
  return Promise.race([monitor.look(signal), over]);
}

const sameButTime = (report: MonitorReport): string => JSON.stringify({ ...report, at: null });

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return cause.cause === undefined ? cause.message : `${cause.message}: ${reasonOf(cause.cause)}`;
}
