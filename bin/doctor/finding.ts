import type { Language, Text } from "../../handlers/kit/reply.ts";

/** One thing that was looked at. `note` is neither good nor bad: worth knowing. */
export interface Finding {
  readonly mark: "good" | "bad" | "note";
  readonly what: Text;
  /** How to mend it. */
  readonly mend?: Text;
}

export const good = (ja: string, en: string): Finding => ({ mark: "good", what: { ja, en } });
export const note = (ja: string, en: string): Finding => ({ mark: "note", what: { ja, en } });
export const bad = (what: Text, mend: Text): Finding => ({ mark: "bad", what, mend });

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
