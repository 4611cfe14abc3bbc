import type { Figure } from "../../protocol/monitor.ts";

/** What was counted, oldest first: each time (milliseconds since 1970) with its value. */
export type Course = readonly (readonly [at: number, value: number])[];

/**
 * What a host's monitor counted since a time, in milliseconds since 1970; empty where nothing is known of it.
 * @param name the figure's own
 */
export type FiguresPort = (host: string, monitor: string, name: string, since: number) => Course;

/** A course over time: a picture where there can be one, else a line of blocks. */
export interface Chart {
  /** What it shows, in the reader's language. */
  readonly caption: string;
  /** What stands in the picture: at most 60 printable ASCII characters, the only ones that it can show. */
  readonly title: string;
  readonly unit: Figure["unit"];
  /** IANA zone of the times below it. */
  readonly timeZone: string;
  /** Oldest first, at most 240. */
  readonly points: Course;
  /** A line that matters; its label is ASCII like the title. */
  readonly limit?: { readonly value: number; readonly label: string };
}

const most = { points: 240, title: 60, label: 30, caption: 300 } as const;
/** Less than this is no course. */
const leastPoints = 3;

/** So long a course is shown, in milliseconds. */
export const chartSpanMs = 7 * 24 * 3_600_000;

/** A chart of what there is; undefined where that is too little to show a course. */
export function chartOf(course: Course, about: Omit<Chart, "points">): Chart | undefined {
  if (course.length < leastPoints) return undefined;
  const { caption, title, limit } = about;
  return {
    ...about,
    caption: caption.slice(0, most.caption),
    title: ascii(title).slice(0, most.title),
    ...(limit === undefined ? {} : { limit: { ...limit, label: ascii(limit.label).slice(0, most.label) } }),
    points: thinned(course),
  };
}

/** Every so manieth, the last one always among them. */
function thinned(course: Course): Course {
  const step = Math.ceil(course.length / most.points);
  const offset = (course.length - 1) % step;
  return course.filter((_point, index) => index % step === offset);
}

const ascii = (text: string): string => text.normalize("NFKC").replaceAll(/[^\x20-\x7e]+/gu, "?");
