import type { Condition } from "../../protocol/monitor.ts";
import { type Chart, type Course, chartOf, chartSpanMs, type FiguresPort } from "../kit/chart.ts";
import type { IncidentView } from "../kit/incidents.ts";
import type { Reader } from "../kit/ports.ts";
import type { Text } from "../kit/reply.ts";
import { durationText, sizeText } from "../kit/text.ts";
import { words } from "./trend.shared.words.ts";

/** Whose course says more of a trouble than its number does. All in bytes. */
interface Trend {
  /** The figure's name. */
  readonly figure: string;
  readonly what: Text;
  /** The same in the picture. */
  readonly title: string;
  /** A line in the picture: a number, or where the figures of these names, added up, stand now. */
  readonly limit: { readonly label: string; readonly at: number | readonly string[] };
}

const mebibyte = 1024 ** 2;
const ceph: Trend = {
  ...{ figure: "used", what: words.ceph, title: "Ceph: used" },
  limit: { label: "total", at: ["total"] },
};
const backups: Trend = {
  ...{ figure: "used", what: words.backups, title: "Backups: used" },
  limit: { label: "total", at: ["used", "free"] },
};
/** The disk's figure has the name that the condition's key has. */
const disk = ({ key, numbers }: Condition): Trend => ({
  figure: `free:${key.slice(key.indexOf(":") + 1)}`.toLowerCase().replaceAll("@", "_"),
  what: words.disk(String(numbers["path"])),
  title: `${numbers["path"]}: free`,
  limit: { label: "told below", at: Number(numbers["limitBytes"] ?? 0) },
});
const trends: Readonly<Record<string, (condition: Condition) => Trend>> = {
  "host.disk": disk,
  "host.disk_trend": disk,
  "host.state_disk": disk,
  "ceph.full_soon": () => ceph,
  "ceph.osd_nearfull": () => ceph,
  "ceph.osd_backfillfull": () => ceph,
  "ceph.osd_full": () => ceph,
  "rsnapshot.disk_low": () => backups,
  "rsnapshot.disk_filling": () => backups,
  "rsnapshot.disk_full": () => backups,
};

/** How it came to an incident, where that is a matter of days; undefined where it is not, or too little is known. */
export function incidentChart(
  { condition, grouped, hosts, source }: Pick<IncidentView, "condition" | "grouped" | "hosts" | "source">,
  figures: FiguresPort | undefined,
  reader: Reader,
): Chart | undefined {
  if (source.kind !== "monitor") return undefined;
  const found = [condition, ...grouped].find(({ code }) => Object.hasOwn(trends, code));
  const trend = found && trends[found.code]?.(found);
  return trend && trendChart(trend, hosts, source.name, figures, reader);
}

/** How much room the backups of a host take. */
export const backupsChart = (host: string, figures: FiguresPort | undefined, reader: Reader): Chart | undefined =>
  trendChart(backups, [host], "rsnapshot", figures, reader);

function trendChart(
  { figure, what, title, limit }: Trend,
  hosts: readonly string[],
  monitor: string,
  figures: FiguresPort | undefined,
  reader: Reader,
): Chart | undefined {
  const { now, language, timeZone } = reader;
  const since = now() - chartSpanMs;
  // Of several that tell the same, whichever has told it for longest.
  const [longest] = hosts
    .map((host) => ({ host, course: figures?.(host, monitor, figure, since) ?? [] }))
    .sort((a, b) => b.course.length - a.course.length);
  const [first, last] = [longest?.course.at(0), longest?.course.at(-1)];
  if (longest === undefined || first === undefined || last === undefined) return undefined;
  const newest = (name: string): number => figures?.(longest.host, monitor, name, since).at(-1)?.[1] ?? 0;
  const value = typeof limit.at === "number" ? limit.at : limit.at.reduce((sum, name) => sum + newest(name), 0);
  const length = durationText(last[0] - first[0], language);
  const caption = words.caption[language](what[language], sizeOf(first), sizeOf(last), length);
  return chartOf(longest.course, {
    ...{ caption, title: `${longest.host}  ${title}`, unit: "bytes", timeZone },
    ...(value > 0 ? { limit: { label: limit.label, value } } : {}),
  });
}

const sizeOf = ([, bytes]: Course[number]): string => sizeText(bytes / mebibyte);
