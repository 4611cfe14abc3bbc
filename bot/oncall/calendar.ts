import type { Directory, Reader } from "../../handlers/kit/ports.ts";
import { personText } from "../../handlers/kit/text.ts";
import { dayAfter, dayText, instantOf } from "../../handlers/kit/zone.ts";
import { ofNight, summaryReply } from "../../handlers/oncall/summary.ts";
import { uncoveredReply } from "../../handlers/oncall/uncovered.ts";
import { type Budget, keptFor } from "../incidents/budget.ts";
import type { Incidents } from "../incidents/incidents.ts";
import type { Channel, Say } from "./channels.ts";
import { byDay } from "./ladder.ts";
import type { Rota } from "./rota.ts";
import type { OncallNumbers } from "./settings.ts";

export interface CalendarParts {
  readonly incidents: Pick<Incidents, "open" | "ended">;
  readonly rota: Pick<Rota, "uncoveredBetween" | "assignedAt">;
  readonly directory: Pick<Directory, "person">;
  /** What the chats bear in a minute: what has no room now is said a little later. */
  readonly calls: Budget;
  readonly say: Say;
  /** The alert channels. */
  readonly channels: readonly Channel[];
  readonly numbers: OncallNumbers;
  readonly reader: Reader;
}

const dayMs = 86_400_000;
/** A summary that comes later than this after its time is no news any more. */
const lateMs = 8 * 3_600_000;
/** As many incidents that are over are looked through for a night's. */
const mostEnded = 500;
/** A time that still nobody has is posted a second time when it is so near. */
const lastCallMs = dayMs;

/** What is said by the calendar, each once: the morning's summary, and times ahead that nobody has. */
export function createCalendar(parts: CalendarParts): () => Promise<void> {
  const { incidents, rota, directory, calls, say, channels, numbers, reader } = parts;
  const { now, timeZone } = reader;
  /** The last day that was looked at, so that a night is not gathered once a second. */
  let summed = "";
  const posted = new Set<string>();

  const summary = async (): Promise<void> => {
    const today = dayText(now(), timeZone);
    const due = instantOf(today, numbers.summaryAt, timeZone);
    if (summed === today || now() < due) return;
    if (now() < due + lateMs) {
      const from = instantOf(dayAfter(today, -1), numbers.dayUntil, timeZone);
      const night = ofNight([...incidents.open(), ...incidents.ended(mostEnded)], from, due);
      const assigned = rota.assignedAt(now());
      if (night.length > 0 && !calls.take(1, keptFor.cards)) return;
      if (night.length > 0)
        await say(channels, `summary:${today}`, () =>
          summaryReply({ from, until: due, incidents: night, assigned }, reader),
        );
    }
    summed = today;
  };
  const uncovered = async (): Promise<void> => {
    // Nobody is woken for a week ahead.
    if (byDay(now(), numbers, timeZone) !== now()) return;
    const soon = now() + numbers.uncoveredDays * dayMs;
    // Looked at beyond that too, so that each is told to its end.
    for (const duty of rota.uncoveredBetween(now(), soon + 14 * dayMs)) {
      if (duty.from >= soon) continue;
      const { absent = duty.turn } = duty;
      const who = personText(directory.person(absent) ?? { name: absent, fullName: "" });
      // A time that has begun goes on under the name of its end, so that it is not told anew each second.
      const key = `uncovered:${absent}:${duty.from <= now() ? `until:${duty.until}` : duty.from}`;
      const last = duty.from - now() < lastCallMs ? ":last" : "";
      if (posted.has(`${key}${last}`)) continue;
      if (!calls.take(1, keptFor.cards)) return;
      await say(channels, `${key}${last}`, () => uncoveredReply(duty, who, reader));
      posted.add(`${key}${last}`);
    }
  };
  return async () => {
    await summary();
    await uncovered();
  };
}
