import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { callsPerMinute, createBudget } from "../../../../bot/incidents/budget.ts";
import type { Channel } from "../../../../bot/oncall/channels.ts";
import { createEscalation } from "../../../../bot/oncall/escalate.ts";
import { openRota } from "../../../../bot/oncall/rota.ts";
import { parseOncallSettings } from "../../../../bot/oncall/settings.ts";
import { createTelling } from "../../../../bot/oncall/telling.ts";
import { openStore } from "../../../../bot/store/database.ts";
import type { IncidentView } from "../../../../handlers/kit/incidents.ts";
import type { ChatIdentity } from "../../../../protocol/messages.ts";
import { plain } from "../../handlers/plain.ts";

/** A time in Tokyo, in the week of the first member. */
export const tokyo = (clock: string, day = "2026-11-03"): number => Date.parse(`${day}T${clock}:00+09:00`);

const uids: Readonly<Record<string, number>> = { aoi: 5001, ben: 5002, chie: 5003 };
export const person = (name: string) => {
  const uid = uids[name];
  return uid === undefined ? undefined : { name, uid, fullName: "", roles: ["student" as const] };
};
export const settings = parseOncallSettings(JSON.stringify({ members: Object.keys(uids), since: "2026-11-02" }));
const channel: Channel = { platform: "slack", workspace: "T1", channel: "C1" };

export function incident(changes: Partial<IncidentView> = {}): IncidentView {
  const severity = changes.severity ?? "error";
  return {
    number: 1,
    key: "monitor:ceph:osd_down",
    source: { kind: "monitor", name: "ceph" },
    hosts: ["vm1"],
    condition: {
      ...{ key: "osd_down", code: "ceph.osd_down", severity, scope: "department" },
      ...{ numbers: {}, lines: ["osd.3 is down"], since: tokyo("02:00") },
    },
    severity,
    state: "open",
    openedAt: tokyo("02:00"),
    assigned: { nobody: "oncall.no_rota" },
    touches: [],
    grouped: [],
    returns: 0,
    events: [],
    revision: 1,
    ...changes,
  };
}

interface Told {
  readonly to: string;
  readonly text: string;
  readonly mentions: readonly string[];
}

/**
 * A bot's on-call part with a clock that is set, people in one chat, and incidents that are said; `restart` opens the
 * same database anew.
 */
export function createScene(linked: readonly string[] = Object.keys(uids)) {
  const folder = mkdtempSync(join(tmpdir(), "shisa-oncall-"));
  let at = tokyo("02:00");
  const now = (): number => at;
  const timeZone = "Asia/Tokyo";
  const incidents = new Map<number, IncidentView>();
  const told = new Map<string, Told>();
  const suspended = new Set<number>();
  const keep = (key: string, one: Told): void => {
    if (!told.has(key)) told.set(key, one);
  };
  const identityOf = (account: string): ChatIdentity => ({
    ...{ platform: "slack", workspace: "T1" },
    user: account.toUpperCase(),
  });
  const calls = createBudget(callsPerMinute, now);
  const open = () => {
    const store = openStore(folder);
    const rota = openRota({ store, settings, directory: { person }, timeZone });
    const telling = createTelling({
      people: {
        identitiesOf: (account) => (linked.includes(account) ? [identityOf(account)] : []),
        find: ({ user }) => ({ account: user.toLowerCase(), uid: uids[user.toLowerCase()] ?? -1 }),
      },
      directory: { person },
      incidents: { addEvent: () => undefined },
      calls,
      tell: async ({ user }, key, message) => keep(key, { to: user, text: plain(message("en").reply), mentions: [] }),
      say: async (channels, key, reply) => {
        for (const to of channels) {
          const said = reply(to);
          keep(key, { to: to.channel, text: plain(said), mentions: said.mentions ?? [] });
        }
      },
      ...{ channels: [channel], platforms: ["slack"], language: "en", timeZone, now },
    });
    const isOver = ({ state }: IncidentView): boolean => state === "cleared" || state === "resolved";
    const escalation = createEscalation({
      ...{ store, rota, telling, numbers: settings.numbers, timeZone, now },
      incidents: {
        open: () => [...incidents.values()].filter((view) => !isOver(view)),
        one: (number) => incidents.get(number),
        assign: (number, assigned) => {
          const known = incidents.get(number);
          if (known !== undefined) incidents.set(number, { ...known, assigned });
        },
      },
      isSuspended: ({ number }) => suspended.has(number),
    });
    return { store, rota, escalation };
  };
  let running = open();
  /** The same where nobody listens: as at a start, or when the database cannot be written. */
  const misses = (view: IncidentView): void => {
    incidents.set(view.number, { ...view, assigned: incidents.get(view.number)?.assigned ?? view.assigned });
  };
  return {
    calls,
    suspended,
    one: (number = 1) => incidents.get(number),
    rota: () => running.rota,
    store: () => running.store,
    now,
    set: (to: number): void => {
      at = to;
    },
    misses,
    /** Says what has become of an incident. */
    say: async (view: IncidentView): Promise<void> => {
      misses(view);
      await running.escalation.follow(view);
    },
    /** Steps the clock, and looks once: whom was told since the last look. */
    step: async (to: number): Promise<readonly string[]> => {
      const before = new Set(told.keys());
      at = to;
      await running.escalation.sweep();
      return [...told].flatMap(([key, { to: who }]) => (before.has(key) ? [] : [who])).toSorted();
    },
    /** What the channel read last. */
    last: () => [...told.values()].findLast(({ to }) => to === channel.channel),
    restart: (): void => {
      running.store.close();
      running = open();
    },
    stop: (): void => {
      running.store.close();
      rmSync(folder, { recursive: true });
    },
  };
}
