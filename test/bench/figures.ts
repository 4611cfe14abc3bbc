/** One figure. `baseline` is what it was measured against, in the same unit; `ratio` is value ÷ baseline unless said. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly baseline: number | null;
  readonly ratio: number | null;
  /** What was promised; only for people. */
  readonly limit?: Limit;
  /** What else a person wants to know. */
  readonly note?: string;
}

export interface Limit {
  readonly of: "value" | "ratio";
  readonly kind: "most" | "below" | "least";
  readonly bound: number;
}

const kinds: Readonly<Record<Limit["kind"], { sign: string; holds: (value: number, bound: number) => boolean }>> = {
  most: { sign: "≤", holds: (value, bound) => value <= bound },
  below: { sign: "<", holds: (value, bound) => value < bound },
  least: { sign: "≥", holds: (value, bound) => value >= bound },
};

/** Whether what was promised was held; undefined where nothing was. */
function holds({ limit, value, ratio }: Figure): boolean | undefined {
  if (limit === undefined) return undefined;
  return kinds[limit.kind].holds(limit.of === "value" ? value : (ratio ?? Number.NaN), limit.bound);
}

/** `[{name, value, unit, baseline, ratio}]`, numbers with four digits. */
export function asJson(figures: readonly Figure[]): string {
  const rows = figures.map(({ name, value, unit, baseline, ratio }) => ({
    name,
    value: short(value),
    unit,
    baseline: baseline === null ? null : short(baseline),
    ratio: ratio === null ? null : short(ratio),
  }));
  return `${JSON.stringify(rows, undefined, 2)}\n`;
}

const short = (value: number): number => Number(value.toPrecision(4));

/** A table for people: ✓ held, ✗ missed, · nothing was promised. */
export function asTable(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => {
    const { name, value, unit, baseline, ratio } = figure;
    return [mark(figure), name, `${digits(value)} ${unit}`, digits(baseline), digits(ratio), wanted(figure)];
  });
  const table = [["", "figure", "value", "baseline", "ratio", "wanted"], ...rows];
  const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? [];
  const lines = table.map((row) => row.map((cell, column) => pad(cell, widths[column] ?? 0, column)).join("  "));
  const notes = figures.flatMap(({ name, note }) => (note === undefined ? [] : [`  ${name}: ${note}`]));
  const all = [...lines, ...(notes.length === 0 ? [] : ["", ...notes])];
  return `${all.map((line) => line.trimEnd()).join("\n")}\n`;
}

const isNumber = (column: number): boolean => column >= 2 && column <= 4;
const pad = (cell: string, width: number, column: number): string =>
  isNumber(column) ? cell.padStart(width) : cell.padEnd(width);

function mark(figure: Figure): string {
  const held = holds(figure);
  return held === undefined ? "·" : held ? "✓" : "✗";
}

function wanted({ limit }: Figure): string {
  if (limit === undefined) return "";
  return `${limit.of === "ratio" ? "ratio " : ""}${kinds[limit.kind].sign} ${limit.bound}`;
}

function digits(value: number | null): string {
  if (value === null) return "";
  return Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}
