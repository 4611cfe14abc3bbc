import type { AuditBook } from "../../handlers/kit/ports.ts";
import type { KeptHeads } from "../../protocol/audit/kept.ts";
import { lineOf } from "../../protocol/audit/line.ts";
import { type Entry, searchAudit } from "../../protocol/audit/search.ts";

/** What the bot wrote down by itself, and what it holds against the hosts' audits, as the handlers see it. */
export function auditBook(folder: string, heads: Pick<KeptHeads, "findings">): AuditBook {
  return {
    search: async ({ words, person, uid, since, limit, events }) => {
      const matches = (entry: Entry): boolean =>
        (person === undefined || entry["account"] === person) &&
        (uid === undefined || entry["uid"] === uid) &&
        (events === undefined || events.includes(String(entry["event"])));
      const page = await searchAudit(folder, { words, since, limit, matches });
      return { lines: page.entries.map(lineOf), complete: page.complete, from: page.from };
    },
    findings: () => heads.findings().toReversed(),
  };
}
