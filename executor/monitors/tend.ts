import type { MonitorReport } from "../../protocol/monitor.ts";
import type { Clock } from "../clock.ts";
import type { Logger } from "../log.ts";
import { lookInTime } from "./in-time.ts";
import type { Monitor } from "./monitor.ts";
import { reportOf } from "./report.ts";

export interface TendOptions {
  readonly monitors: readonly Monitor[];
  /** Called when a report differs from the one before, apart from its time and figures. */
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
/** However often something changes, looks begin no closer together, in milliseconds. */
const gapMs = 500;
/** As many looks that did not come back may be about; with more, no further one is begun until one comes back. */
const mostLost = 3;

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
  let begunAt = Number.NEGATIVE_INFINITY;
  let lost = 0;

  const tell = (next: MonitorReport): void => {
    const isNews = whatMatters(told) !== whatMatters(next);
    told = next;
    if (isNews) changed();
  };
  const look = async (): Promise<void> => {
    try {
      if (lost >= mostLost) throw new Error(`${lost} looks have not come back`);
      const count = (by: number): void => {
        lost += by;
      };
      tell(reportOf(monitor, await lookInTime(monitor, ending.signal, count), now()));
    } catch (cause) {
      if (ending.signal.aborted) return;
      const fault = reasonOf(cause).replaceAll(/\s+/gu, " ").slice(0, faultLimit);
      if (fault !== told.fault) log.warn({ err: cause, monitor: name }, "a monitor cannot see");
      tell({ ...told, fault });
    }
  };
  const begin = (): void => {
    clearTimeout(timer);
    isWantedAgain = false;
    begunAt = performance.now();
    work = look().finally(() => {
      work = undefined;
      if (!ending.signal.aborted) beginIn(isWantedAgain ? gapMs : everyMs);
    });
  };
  /** @param ms counted from when the last look began */
  const beginIn = (ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(begin, Math.max(0, begunAt + ms - performance.now()));
  };
  const wanted = (): void => {
    if (ending.signal.aborted) return;
    isWantedAgain = true;
    if (work === undefined) beginIn(gapMs);
  };
  const complain = (cause: unknown): void => log.warn({ err: cause, monitor: name }, "ending a monitor");

  begin();
  const unwatch = watching(monitor, wanted, log);
  return {
    report: () => told,
    stop: async (): Promise<void> => {
      ending.abort();
      clearTimeout(timer);
      await unwatch().catch(complain);
      await work;
      await monitor.close?.().catch(complain);
    },
  };
}

/** One that cannot watch still looks at its own pace. */
function watching(monitor: Monitor, wanted: () => void, log: Logger): () => Promise<void> {
  const nothing = async (): Promise<void> => undefined;
  try {
    return monitor.watch?.(wanted) ?? nothing;
  } catch (cause) {
    log.warn({ err: cause, monitor: monitor.name }, "a monitor cannot watch");
    return nothing;
  }
}

/** Figures change at nearly every look: they go with the next inventory, and are no reason for one. */
const whatMatters = ({ fault, conditions }: MonitorReport): string => JSON.stringify({ fault, conditions });

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return cause.cause === undefined ? cause.message : `${cause.message}: ${reasonOf(cause.cause)}`;
}
