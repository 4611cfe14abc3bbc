import { distance } from "fastest-levenshtein";

/** Longer words are no typing mistakes of ours, and comparing them costs. In characters. */
const longest = 64;

/** The candidates that were probably meant, nearest first, at most `limit`. */
export function nearest(typed: string, candidates: readonly string[], limit = 3): readonly string[] {
  if (typed === "" || typed.length > longest) return [];
  const allowed = typed.length <= 3 ? 1 : typed.length <= 6 ? 2 : 3;
  return [...new Set(candidates)]
    .map((candidate) => ({ candidate, steps: stepsBetween(typed, candidate) }))
    .filter(({ candidate, steps }) => candidate !== "" && steps <= Math.min(allowed, candidate.length - 1))
    .sort((a, b) => a.steps - b.steps || a.candidate.localeCompare(b.candidate))
    .slice(0, limit)
    .map(({ candidate }) => candidate);
}

/** Levenshtein's distance, with two neighbours swapped and a word not typed to its end counted as one mistake. */
function stepsBetween(typed: string, candidate: string): number {
  if (typed.length >= 2 && candidate.startsWith(typed)) return 1;
  const steps = distance(typed, candidate);
  return steps === 2 && isSwap(typed, candidate) ? 1 : steps;
}

function isSwap(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  const at = Array.from(a).findIndex((character, index) => character !== b[index]);
  return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
}
