import type { Named } from "../../handlers/kit/incidents.ts";
import type { AwayView, Duty } from "../../handlers/kit/oncall.ts";
import type { Directory } from "../../handlers/kit/ports.ts";
import type { Store } from "../store/database.ts";
import { oncallIn } from "../store/oncall.ts";
import { dutiesBetween, dutyAt, lineAt, type Plan, uncoveredBetween } from "./duties.ts";
import type { OncallSettings } from "./settings.ts";

/** Who is on call when, by the turns of the settings and what people changed about them. */
export interface Rota {
  readonly members: () => readonly string[];
  readonly dutyAt: (at: number) => Duty | undefined;
  readonly dutiesBetween: (from: number, until: number) => readonly Duty[];
  readonly uncoveredBetween: (from: number, until: number) => readonly Duty[];
  /** Whom to tell at a time, one after the other. */
  readonly lineAt: (at: number) => readonly string[];
  readonly away: (after: number) => readonly AwayView[];
  /** Who is on call at a time as a person whom a host knows; or the reason why nobody is. */
  readonly assignedAt: (at: number) => Named | { readonly nobody: string };
}

export interface RotaParts {
  readonly store: Store;
  /** Absent: nobody takes turns here. */
  readonly settings: OncallSettings | undefined;
  readonly directory: Pick<Directory, "person">;
  readonly timeZone: string;
}

export function openRota({ store, settings, directory, timeZone }: RotaParts): Rota {
  const table = oncallIn(store);
  const members = settings?.members ?? [];
  const turns = settings && { members, since: settings.since, handover: settings.handover, timeZone };
  const away = (after: number): readonly AwayView[] =>
    table.away(after).map(({ account, from_at: from, until_at: until, reason }) => ({ account, from, until, reason }));
  /** Who has left the team has no turn any more, whatever they once took over. */
  const planFrom = (after: number): Plan | undefined =>
    turns && {
      turns,
      covers: table
        .covers(after)
        .filter(({ account }) => members.includes(account))
        .map(({ account, from_at: from, until_at: until }) => ({ account, from, until })),
      away: away(after),
    };
  const asked = <T>(from: number, otherwise: T, ask: (plan: Plan) => T): T => {
    const plan = planFrom(from);
    return plan === undefined ? otherwise : ask(plan);
  };
  const duty = (at: number): Duty | undefined => asked(at, undefined, (plan) => dutyAt(plan, at));
  return {
    members: () => members,
    dutyAt: duty,
    dutiesBetween: (from, until) => asked(from, [], (plan) => dutiesBetween(plan, from, until)),
    uncoveredBetween: (from, until) => asked(from, [], (plan) => uncoveredBetween(plan, from, until)),
    lineAt: (at) => asked(at, [], (plan) => lineAt(plan, at)),
    away,
    assignedAt: (at) => {
      const found = duty(at);
      if (found === undefined) return { nobody: "oncall.no_rota" };
      if (found.account === undefined) return { nobody: "oncall.away" };
      const person = directory.person(found.account);
      if (person === undefined) return { nobody: "oncall.unknown" };
      const { name, uid, fullName } = person;
      return { name, uid, fullName };
    },
  };
}
