import { createHash } from "node:crypto";
import type { IncidentView } from "../../handlers/kit/incidents.ts";
import type { Severity } from "../../protocol/monitor.ts";
import type { Incidents } from "../incidents/incidents.ts";
import type { Store } from "../store/database.ts";
import { type EscalationRow, escalationsIn } from "../store/escalations.ts";
import { callsOf, togetherOf } from "./climb.ts";
import { dueNow, ladderOf } from "./ladder.ts";
import type { Rota } from "./rota.ts";
import type { OncallNumbers } from "./settings.ts";
import type { Telling } from "./telling.ts";

export interface RoundsParts {
  readonly store: Store;
  readonly incidents: Pick<Incidents, "one">;
  readonly rota: Pick<Rota, "lineAt">;
  readonly telling: Pick<Telling, "call" | "isReachable">;
  readonly numbers: OncallNumbers;
  readonly timeZone: string;
  readonly now: () => number;
  /** Whether somebody is looked for who looks at it. */
  readonly waits: (view: IncidentView) => boolean;
  /** Writes down how far a trouble's calls have come; within `store.write`. */
  readonly put: (row: Omit<EscalationRow, "due_at">) => void;
}

/** Within a minute so many troubles are told each by itself; with more they are told together. */
const mostAlone = 3;
const minuteMs = 60_000;

/** Tells of each trouble whomever its next step calls; many within a minute are told together. */
export function createRounds({ store, incidents, rota, telling, numbers, timeZone, now, waits, put }: RoundsParts) {
  const table = escalationsIn(store);
  const rungsOf = (row: EscalationRow) =>
    dueNow(ladderOf(row.severity, row.started_at, numbers, timeZone), row.told, now());
  const wait = (row: EscalationRow): IncidentView | undefined => {
    const view = incidents.one(row.incident);
    return view !== undefined && waits(view) ? view : undefined;
  };
  /** A round for all of which the chats had no room within the minute; it goes on before another begins. */
  let unfinished: { readonly rows: readonly EscalationRow[]; readonly round: string } | undefined;
  /** Tells of some at once, and then writes down that it was told: a crash in between tells nobody twice. */
  const climb = async (rows: readonly EscalationRow[], begun?: string): Promise<boolean> => {
    const due = rows.flatMap((row) => {
      const view = wait(row);
      return view === undefined ? [] : [{ row, view, rungs: rungsOf(row) }];
    });
    const calling = due.filter(({ rungs }) => rungs.length > 0);
    if (calling.length > 0) {
      const line = rota.lineAt(now());
      const calls = togetherOf(calling.map((one) => callsOf(one.rungs, one.row.told, line, telling.isReachable)));
      const views = calling.map(({ view }) => view);
      const round = begun ?? roundOf(calling.map(({ row, rungs }) => ({ ...row, told: row.told + rungs.length - 1 })));
      unfinished = (await telling.call(views, calls, round)) ? undefined : { rows, round };
      if (unfinished !== undefined) return false;
    }
    unfinished = undefined;
    await store.write(() => {
      for (const row of rows) {
        // Somebody may have acknowledged it meanwhile.
        const still = table.one(row.incident);
        const rungs = due.find((one) => one.row === row)?.rungs;
        if (rungs === undefined) table.remove(row.incident);
        else if (still?.started_at === row.started_at && still.severity === row.severity)
          put({ ...still, told: row.told + rungs.length });
      }
    });
    return true;
  };
  /** The last tellings. */
  let recent: readonly { readonly at: number; readonly severity: Severity }[] = [];
  const climbAll = async (rows: readonly EscalationRow[]): Promise<void> => {
    if (rows.length === 0) return;
    recent = recent.filter(({ at }) => Math.abs(now() - at) < minuteMs);
    const severity: Severity = rows.some((row) => row.severity === "error") ? "error" : "warning";
    // No error waits because warnings were told just now.
    const lately = recent.filter((one) => severity === "warning" || one.severity === "error").length;
    if (lately + rows.length <= mostAlone) {
      for (const row of rows) {
        recent = [...recent, { at: now(), severity: row.severity }];
        if (!(await climb([row]))) return;
      }
    } else if (lately <= mostAlone) {
      // Further ones wait until the minute is over.
      recent = [...recent, ...Array.from({ length: mostAlone + 1 }, () => ({ at: now(), severity }))];
      await climb(rows);
    }
  };
  return {
    tellDue: async (): Promise<void> => {
      if (unfinished !== undefined && !(await climb(unfinished.rows, unfinished.round))) return;
      await climbAll(table.due(now()));
    },
  };
}

/** One telling: of the same troubles at the same steps it is the same over a crash, and of any others another. */
function roundOf(rows: readonly Omit<EscalationRow, "due_at">[]): string {
  const all = rows.map(({ incident, severity, started_at, told }) => `${incident}:${severity}:${started_at}:${told}`);
  const [only = ""] = all;
  return all.length === 1 ? only : createHash("sha256").update(all.toSorted().join()).digest("hex").slice(0, 32);
}
