import type { Language } from "../../handlers/kit/reply.ts";
import { findingText } from "../doctor/finding.ts";
import type { Difference, Replayed } from "./replay.ts";

/** What a replay found, as lines for people: newest first, at most `limit`, then how many of each kind. */
export function toldReplay({ differences, decided, without, findings }: Replayed, limit: number, language: Language) {
  const newest = differences.toSorted((a, b) => (a.at < b.at ? 1 : -1));
  const rest = differences.length - Math.min(limit, differences.length);
  const more = {
    ja: `ほか ${rest} 件（--limit ${differences.length}）`,
    en: `and ${rest} more (--limit ${differences.length})`,
  };
  const summary = {
    ja: `${decided} 件を判断し直し、${differences.length} 件が変わります。`,
    en: `${decided} decided again; ${differences.length} would come out otherwise.`,
  };
  const lacking = {
    ja: `${without} 件は、何を見て判断したかが残っていません（以前の版、判断の前に終わったもの、長すぎる入力）。`,
    en: `${without} more hold nothing to decide from: of an earlier version, ended before a decision, or with a long input.`,
  };
  return [
    ...findings.map((finding) => findingText(finding, language)),
    ...newest.slice(0, limit).map(lineOf),
    ...(rest > 0 ? [more[language]] : []),
    ...[...kindsOf(differences)].map(([kind, count]) => `${String(count).padStart(6)}  ${kind}`),
    summary[language],
    ...(without > 0 ? [lacking[language]] : []),
  ];
}

const lineOf = ({ at, account, action, input, host, was, would }: Difference): string => {
  const where = host === undefined ? "" : ` @${host}`;
  return `${at.slice(0, 19)}Z  ${account ?? "?"}  ${action} ${JSON.stringify(input)}${where}: ${was} → ${would}`;
};

function kindsOf(differences: readonly Difference[]): Map<string, number> {
  const kinds = new Map<string, number>();
  for (const { action, was, would } of differences) {
    const kind = `${action}: ${was} → ${would}`;
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  return new Map([...kinds].toSorted(([, a], [, b]) => b - a));
}
