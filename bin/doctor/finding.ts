import type { Finding } from "../../bot/finding.ts";
import type { Language } from "../../handlers/kit/reply.ts";

const marks = { good: "✓", bad: "✗", note: "-" } as const;

/** A finding as a line, and how to mend it below. */
export function findingText({ mark, what, mend }: Finding, language: Language): string {
  const line = `${marks[mark]} ${what[language]}`;
  return mend === undefined ? line : `${line}\n    → ${mend[language]}`;
}

/** What an error says, on one line, for a finding. */
export function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const below = error.cause instanceof Error ? `: ${error.cause.message}` : "";
  return `${error.message}${below}`.replaceAll(/\s*\n\s*/gu, " ");
}
