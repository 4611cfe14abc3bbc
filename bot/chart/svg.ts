import type { Chart, Course } from "../../handlers/kit/chart.ts";
import { timeTicks } from "./times.ts";
import { type ValueAxis, valueAxis } from "./values.ts";

/** Of the whole picture, in its own units; letters are large, since a phone shows it at half its width. */
export const pictureSize = { width: 640, height: 240 } as const;

const room = { left: 78, right: 618, top: 54, bottom: 197 } as const;
const colours = { text: "#202124", small: "#5f6368", grid: "#e3e5e8", line: "#1a5fb4", limit: "#c01c28" } as const;
const letters = { title: 20, axis: 16 } as const;
/** A longer silence than so many usual distances is shown as one. */
const silence = 3;

/**
 * A chart as SVG. All letters that it holds are escaped, and it refers to nothing outside itself.
 * Undefined where its numbers cannot be drawn.
 */
export function chartSvg(chart: Chart): string | undefined {
  const { title, points, limit, timeZone } = chart;
  const [first, last] = [points.at(0), points.at(-1)];
  const axis = valueAxis(chart);
  const isDrawable = [axis.from, axis.until, first?.[0], last?.[0]].every(Number.isFinite);
  if (first === undefined || last === undefined || !isDrawable || last[0] <= first[0]) return undefined;
  const x = (at: number): number => rounded(scaled(at, [first[0], last[0]], [room.left, room.right]));
  const y = (value: number): number => rounded(scaled(value, [axis.from, axis.until], [room.bottom, room.top]));
  const pieces = unbroken(points).map((piece) => piece.map(([at, value]) => `${x(at)},${y(value)}`));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${pictureSize.width}" height="${pictureSize.height}">`,
    `<rect width="100%" height="100%" fill="#ffffff"/>`,
    text(16, 30, title, `font-size="${letters.title}" fill="${colours.text}"`),
    text(room.right, 30, axis.text(last[1]), `font-size="${letters.title}" fill="${colours.line}" text-anchor="end"`),
    ...valueLines(axis, y),
    ...timeLabels(timeTicks(first[0], last[0], timeZone), x),
    text(room.right, 236, timeZone, `font-size="12" fill="${colours.small}" text-anchor="end"`),
    ...pieces.map((piece) => area(piece)),
    ...pieces.map(
      (piece) =>
        `<polyline points="${piece.join(" ")}" fill="none" stroke="${colours.line}" stroke-width="3" stroke-linejoin="round" stroke-linecap="round"/>`,
    ),
    ...(limit === undefined ? [] : limitLine(y(limit.value), `${limit.label} ${axis.text(limit.value)}`)),
    `<circle cx="${x(last[0])}" cy="${y(last[1])}" r="5" fill="${colours.line}"/>`,
    "</svg>",
  ].join("\n");
}

const valueLines = ({ ticks }: ValueAxis, y: (value: number) => number): string[] =>
  ticks.flatMap(({ value, label }) => [
    `<line x1="${room.left}" x2="${room.right}" y1="${y(value)}" y2="${y(value)}" stroke="${colours.grid}" stroke-width="1"/>`,
    text(room.left - 8, y(value) + 5, label, `font-size="${letters.axis}" fill="${colours.small}" text-anchor="end"`),
  ]);

const timeLabels = (ticks: ReturnType<typeof timeTicks>, x: (at: number) => number): string[] =>
  ticks.flatMap(({ at, label }) => [
    `<line x1="${x(at)}" x2="${x(at)}" y1="${room.bottom}" y2="${room.bottom + 5}" stroke="${colours.small}" stroke-width="1"/>`,
    text(x(at), room.bottom + 21, label, `font-size="${letters.axis}" fill="${colours.small}" text-anchor="middle"`),
  ]);

/** Dashed, with its label on the side of it where there is room. */
function limitLine(y: number, label: string): string[] {
  const beside = y - room.top < 24 ? y + 18 : y - 7;
  const look = `font-size="${letters.axis}" fill="${colours.limit}"`;
  return [
    `<line x1="${room.left}" x2="${room.right}" y1="${y}" y2="${y}" stroke="${colours.limit}" stroke-width="2" stroke-dasharray="8 6"/>`,
    text(room.left + 8, beside, label, look),
  ];
}

function area(piece: readonly string[]): string {
  const [start = "", end = ""] = [piece.at(0)?.split(",")[0], piece.at(-1)?.split(",")[0]];
  const corners = [`${start},${room.bottom}`, ...piece, `${end},${room.bottom}`];
  return `<polygon points="${corners.join(" ")}" fill="${colours.line}" fill-opacity="0.12"/>`;
}

/** Cut where nothing was heard for long. */
function unbroken(points: Course): Course[] {
  const distances = points.slice(1).map(([at], index) => at - (points[index]?.[0] ?? at));
  const usual = [...distances].sort((a, b) => a - b)[Math.floor(distances.length / 2)] ?? 0;
  const pieces: [number, number][][] = [];
  for (const [index, [at, value]] of points.entries()) {
    const piece = pieces.at(-1);
    if (piece === undefined || (distances[index - 1] ?? 0) > silence * usual) pieces.push([[at, value]]);
    else piece.push([at, value]);
  }
  return pieces;
}

const scaled = (value: number, [from, until]: readonly [number, number], [low, high]: readonly [number, number]) =>
  low + ((value - from) / (until - from)) * (high - low);
const rounded = (value: number): number => Math.round(value * 10) / 10;

const text = (x: number, y: number, said: string, look: string): string =>
  `<text x="${x}" y="${y}" ${look}>${escaped(said)}</text>`;

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (said: string): string =>
  said.replaceAll(/[^\x20-\x7e]/gu, "?").replaceAll(/[&<>"]/gu, (letter) => entities[letter] ?? "");
