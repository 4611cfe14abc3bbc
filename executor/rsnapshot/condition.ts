import type { Condition } from "../../protocol/monitor.ts";

/** One condition of a level, or of what is named in its place (`disk`, `drill`). */
export function condition(
  code: string,
  level: string,
  severity: Condition["severity"],
  since: number,
  numbers: Condition["numbers"],
  lines: readonly string[],
  fixes: readonly string[] = [],
  key: string = code,
): Condition {
  return {
    key: `${key}:${level}`,
    code: `rsnapshot.${code}`,
    severity,
    scope: "host",
    numbers: { level, ...numbers },
    lines: lines.map((line) => line.slice(0, 300)),
    since,
    ...(fixes.length === 0 ? {} : { fixes: [...fixes] }),
  };
}
