import type { Course } from "../../handlers/kit/chart.ts";

const blocks = "▁▂▃▄▅▆▇█";
/** Fits beside a caption's indent in 40 columns. */
const columns = 36;

/** A course as one line of blocks from its least to its most, in equal times; a space where nothing was counted. */
export function sparkline(points: Course): string {
  const [first, last] = [points.at(0), points.at(-1)];
  if (first === undefined || last === undefined) return "";
  const values = points.map(([, value]) => value);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const span = Math.max(1, last[0] - first[0]);
  const width = Math.min(columns, points.length);
  const line = Array<string>(width).fill(" ");
  for (const [at, value] of points) {
    const column = Math.min(width - 1, Math.max(0, Math.floor(((at - first[0]) / span) * width)));
    const height = most > least ? Math.round(((value - least) / (most - least)) * (blocks.length - 1)) : 0;
    line[column] = blocks[height] ?? " ";
  }
  return line.join("");
}
