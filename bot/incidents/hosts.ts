import type { HostView } from "../../handlers/kit/ports.ts";
import type { Condition, MonitorReport } from "../../protocol/monitor.ts";
import type { KeptDirectory } from "../directory.ts";
import type { Figures } from "./figures.ts";
import type { Incidents, Source } from "./incidents.ts";

export interface HostsParts {
  readonly incidents: Pick<Incidents, "observe" | "silence" | "tell" | "alive">;
  readonly directory: Pick<KeptDirectory, "hosts" | "silent">;
  /** Keeps what monitors count. */
  readonly figures: Figures;
  /** The hosts that the trust file names now. */
  readonly trusted: () => readonly string[];
  /** Whether Redis brings what hosts say. */
  readonly usable: () => boolean;
  readonly silentMs: number;
  readonly now: () => number;
}

export interface Hosts {
  /** An inventory was taken in. */
  readonly heard: () => void;
  /** Looks for hosts that say nothing. */
  readonly look: () => void;
}

const blind: Source = { kind: "bot", name: "monitors" };
const quiet: Source = { kind: "bot", name: "hosts" };
/** A report may be older than two looks by so much, because looks take time. In milliseconds. */
const slackMs = 5_000;
const longestHoldMs = 3_600_000;

/** What the hosts' inventories tell of them, and what their silence does. */
export function watchHosts({ incidents, directory, figures, trusted, usable, silentMs, now }: HostsParts): Hosts {
  const seen = new Map<string, HostView["inventory"]>();
  /** By host, the monitors that it has told of. */
  const known = new Map<string, Set<string>>();
  for (const { source, hosts } of incidents.alive()) {
    if (source.kind !== "monitor") continue;
    for (const host of hosts) known.set(host, (known.get(host) ?? new Set()).add(source.name));
  }
  /** Nobody can be called silent before they had the time to say something. */
  let listeningSince = now();

  const take = ({ host, heardAt, inventory }: HostView): void => {
    const reports = inventory.monitors ?? [];
    const faults = reports.flatMap((report) => faultOf(host, report, heardAt));
    const names = new Set(reports.map(({ name }) => name));
    for (const report of reports) {
      // What it told last may be over, and nobody knows.
      if (report.fault !== null || isLate(report, heardAt)) continue;
      incidents.observe({ source: { kind: "monitor", name: report.name }, host }, report.conditions);
      figures.take(host, report.name, report.figures);
    }
    for (const name of known.get(host) ?? []) {
      if (!names.has(name)) incidents.observe({ source: { kind: "monitor", name }, host }, []);
    }
    known.set(host, names);
    incidents.observe({ source: blind, host }, faults);
  };
  return {
    heard: () => {
      for (const view of directory.hosts()) {
        if (seen.get(view.host) === view.inventory) continue;
        seen.set(view.host, view.inventory);
        take(view);
      }
    },
    look: () => {
      if (!usable()) {
        listeningSince = now();
        return;
      }
      // Also where the clock was set back.
      if (Math.abs(now() - listeningSince) < silentMs) return;
      const silent = trusted().filter((host) => directory.silent(host));
      const heardAt = new Map(directory.hosts().map((view) => [view.host, view.heardAt]));
      incidents.silence(new Set(silent));
      incidents.tell(
        quiet,
        silent.map((host) => silenceOf(host, heardAt.get(host) ?? listeningSince)),
      );
    },
  };
}

const isLate = ({ at, everyMs }: MonitorReport, saidAt: number): boolean =>
  at === null || saidAt - at > 2 * everyMs + slackMs;

/** Why a monitor cannot be believed to see. It is told within two of its intervals. */
function faultOf(host: string, report: MonitorReport, saidAt: number): Condition[] {
  const { name, at, everyMs, fault, garbled } = report;
  if (fault === null && !isLate(report, saidAt)) return [];
  // After a start the first look has the time of two; later one that is late or fails once may be chance.
  const isFirst = at === null && garbled === undefined;
  const holdMs = Math.min(longestHoldMs, isFirst ? 2 * everyMs : Math.floor(everyMs / 2));
  const code = garbled === undefined ? "monitor.fault" : "monitor.garbled";
  return [
    {
      ...{ key: `fault:${name}`, code, severity: "warning", scope: "host" },
      numbers: { host, monitor: name },
      lines: fault === null ? [] : [fault],
      since: at ?? saidAt,
      holdMs,
    },
  ];
}

const silenceOf = (host: string, heardAt: number): Condition => ({
  ...{ key: `silent:${host}`, code: "host.silent", severity: "error", scope: "department" },
  numbers: { host },
  lines: [],
  since: heardAt,
});
