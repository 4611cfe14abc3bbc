import type { IncidentView } from "../kit/incidents.ts";
import { shared } from "./shared.words.ts";

/** How many troubles there are in all of these, those that are told together included. */
export const conditionCount = (views: readonly IncidentView[]): number =>
  views.reduce((sum, { grouped }) => sum + 1 + grouped.length, 0);

/** How many each source found. */
export function countsOf(views: readonly IncidentView[]): string {
  const counts = new Map<string, number>();
  for (const { source, grouped } of views) {
    const name = source.kind === "bot" ? shared.ownName : source.name;
    counts.set(name, (counts.get(name) ?? 0) + 1 + grouped.length);
  }
  return [...counts].map(([name, count]) => `${name} ${count}`).join(", ");
}
