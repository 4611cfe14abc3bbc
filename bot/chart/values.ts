import type { Chart } from "../../handlers/kit/chart.ts";

/** The axis of what was counted. */
export interface ValueAxis {
  readonly from: number;
  readonly until: number;
  /** Each line that is drawn, with what stands beside it. */
  readonly ticks: readonly { readonly value: number; readonly label: string }[];
  /** A value with its unit. */
  readonly text: (value: number) => string;
}

/** As people read sizes everywhere else in Shisa: powers of 1024. */
const sizes = [
  [1024 ** 4, "TB"],
  [1024 ** 3, "GB"],
  [1024 ** 2, "MB"],
  [1024, "KB"],
  [1, "B"],
] as const;
const units = { percent: "%", seconds: "s", count: "" } as const;
const steps = [1, 2, 2.5, 5, 10] as const;
/** So many lines are enough for the eye. */
const mostTicks = 4;
/** Where nothing was counted at all. */
const leastTop = 1;

/**
 * Round numbers around all that was counted, and the limit. What has a limit below it, or is small in the beginning,
 * begins at 0; else a course that changes little would be a flat line at the top.
 */
export function valueAxis({ unit, points, limit }: Pick<Chart, "unit" | "points" | "limit">): ValueAxis {
  const all = [...points.map(([, value]) => value), ...(limit === undefined ? [] : [limit.value])];
  const [least, top] = [Math.min(...all), Math.max(leastTop, ...all)];
  const [factor, name] = unit === "bytes" ? (sizes.find(([size]) => top >= size) ?? [1, "B"]) : [1, units[unit]];
  const isFromZero = least >= 0 && (least < top / 2 || limit?.value === least);
  const base = isFromZero ? 0 : least;
  const step = niceStep((top - base) / factor / mostTicks);
  const from = Math.floor(base / factor / step) * step;
  const count = Math.max(1, Math.ceil((top / factor - from) / step - 1e-9));
  const said = (value: number): string => `${Number(value.toPrecision(3))}${name === "" ? "" : ` ${name}`}`;
  return {
    from: from * factor,
    until: (from + count * step) * factor,
    ticks: Array.from({ length: count + 1 }, (_, index) => from + index * step).map((value) => ({
      value: value * factor,
      label: said(value),
    })),
    text: (value) => said(value / factor),
  };
}

function niceStep(rough: number): number {
  if (!(rough > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  return (steps.find((step) => step * power >= rough) ?? 10) * power;
}
