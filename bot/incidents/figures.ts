import type { FiguresPort } from "../../handlers/kit/chart.ts";
import type { Figure } from "../../protocol/monitor.ts";
import type { Store } from "../store/database.ts";
import { figuresIn } from "../store/figures.ts";

export interface Figures {
  /** What a host's monitor counted now. */
  readonly take: (host: string, monitor: string, figures: readonly Figure[]) => void;
  readonly course: FiguresPort;
}

/** One point in so many milliseconds, and so long. */
const everyMs = 10 * 60_000;
const keptMs = 30 * 24 * 3600_000;
/** A host may name what it likes, and must not fill the disk with it. */
const mostSeries = 300;

const seriesOf = (host: string, monitor: string, name: string): string => `${host}:${monitor}:${name}`;

/** Keeps the course of what monitors count. */
export function openFigures(store: Store, now: () => number, failed: (cause: unknown) => void): Figures {
  const table = figuresIn(store);
  const keptAt = new Map<string, number>(table.series().map((name) => [name, 0]));
  return {
    take: (host, monitor, figures) => {
      const slot = Math.floor(now() / everyMs) * everyMs;
      for (const { name, value } of figures) {
        const series = seriesOf(host, monitor, name);
        if (keptAt.get(series) === slot || (keptAt.size >= mostSeries && !keptAt.has(series))) continue;
        keptAt.set(series, slot);
        store.write(() => table.put(series, slot, value)).catch(failed);
        store.write(() => table.prune(series, slot - keptMs)).catch(failed);
      }
    },
    course: (host, monitor, name, since) => table.since(seriesOf(host, monitor, name), since),
  };
}
