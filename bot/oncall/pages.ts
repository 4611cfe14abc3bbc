import type { Named } from "../../handlers/kit/incidents.ts";
import type { Condition } from "../../protocol/monitor.ts";
import { accepted, type Outcome, refuse, refused } from "../../protocol/refusal.ts";
import type { Incidents } from "../incidents/incidents.ts";
import type { Store } from "../store/database.ts";
import { oncallIn, type PageRow } from "../store/oncall.ts";

export interface Pages {
  /** Calls whoever is on call, as an incident; resolves to the call's own number. */
  readonly page: (by: Named, reason: string) => Promise<Outcome<number>>;
  /** Tells all that nobody has called over yet; to be called at the start. */
  readonly tellAll: () => void;
}

export interface PagesParts {
  readonly store: Store;
  readonly incidents: Pick<Incidents, "tell" | "onChange">;
  /** As often may one person page within an hour. */
  readonly perHour: number;
  readonly failed: (cause: unknown) => void;
  readonly now: () => number;
}

const hourMs = 3_600_000;
/** As often may everybody together. */
const allTogether = 4;
const source = { kind: "bot", name: "page" } as const;
const pageCode = "bot.page";
const keyOf = (number: number): string => `page:${number}`;

/** Somebody calls the person on call: not more often than that, whoever they are. */
export function createPages({ store, incidents, perHour, failed, now }: PagesParts): Pages {
  const table = oncallIn(store);
  const tellAll = (): void => incidents.tell(source, table.openPages().map(conditionOf));
  incidents.onChange((view) => {
    if (view.source.kind !== source.kind || view.source.name !== source.name || view.state !== "resolved") return;
    // Two who call at once are one incident: whoever calls it over answers both.
    const keys = new Set([view.condition, ...view.grouped].map(({ key }) => key));
    const over = table.openPages().filter(({ number }) => keys.has(keyOf(number)));
    Promise.all(over.map(({ number }) => store.write(() => table.closePage(number))))
      .then(tellAll)
      .catch(failed);
  });
  return {
    tellAll,
    page: async (by, reason) => {
      const made = await store.write((): Outcome<number> => {
        const since = now() - hourMs;
        const own = table.pagesOf(by.uid, since);
        const all = table.pages(since);
        const again = (oldest: number | null) => ({ again: (oldest ?? now()) + hourMs });
        if (own.count >= perHour) return refused(refuse("oncall.pages", { limit: perHour, ...again(own.oldest) }));
        const limit = allTogether * perHour;
        if (all.count >= limit) return refused(refuse("oncall.pages_all", { limit, ...again(all.oldest) }));
        return accepted(table.addPage(by, reason, now()));
      });
      if (made.ok) tellAll();
      return made;
    },
  };
}

const conditionOf = ({ number, account, full_name, reason, at }: PageRow): Condition => ({
  ...{ key: keyOf(number), code: pageCode, severity: "error", scope: "department" },
  numbers: { account, name: full_name.slice(0, 200) },
  lines: [reason.slice(0, 300)],
  since: at,
});
