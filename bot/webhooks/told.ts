import type { IncidentView } from "../../handlers/kit/incidents.ts";
import type { Directory } from "../../handlers/kit/ports.ts";
import type { Condition } from "../../protocol/monitor.ts";
import type { Incidents } from "../incidents/incidents.ts";
import type { Store } from "../store/database.ts";
import { type WebhookAlert, webhookAlertsIn } from "../store/webhook-alerts.ts";
import { mutedCodes } from "./alertmanager/muted.ts";
import { isMuted, ownIncident } from "./fold.ts";

/** One thing that another program says is wrong; without a condition it is over. */
export interface Told {
  readonly key: string;
  readonly condition: Condition | undefined;
}

export interface ToldParts {
  readonly store: Store;
  readonly incidents: Pick<Incidents, "tell" | "onChange" | "alive" | "one" | "addEvent">;
  /** What hosts say is muted at its source is not told by others either. */
  readonly directory: Pick<Directory, "hosts">;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly failed: (cause: unknown) => void;
}

export interface ToldBook {
  /** Resolves when it is on the disk. Rejects where it could not be written: then nothing was taken. */
  readonly take: (source: WebhookAlert["source"], changes: readonly Told[], nonce?: Nonce) => Promise<void>;
  readonly isKnown: (nonce: string) => boolean;
  readonly stop: () => void;
}
export interface Nonce {
  readonly text: string;
  /** Until when a request could bear it, in milliseconds since 1970. */
  readonly until: number;
}

/** Alertmanager repeats what goes on (repeat_interval, 4 h unless said); what it does not repeat for a day is over. */
const repeatedMs = 24 * 3_600_000;
const sweepEveryMs = 60_000;
const sources = ["alertmanager", "webhook"] as const;
/** What makes it worth looking again at which alerts our own monitors tell. */
const turns: ReadonlySet<string> = new Set(["opened", "again", "changed", "cleared", "resolved"]);

const idOf = ({ source, key }: Pick<WebhookAlert, "source" | "key">): string => `${source} ${key}`;

/** Keeps what other programs say is wrong over restarts, and tells all of it each time that something changes. */
export function openTold({ store, incidents, directory, now, failed }: ToldParts): ToldBook {
  const table = webhookAlertsIn(store);
  const alerts = new Map(table.all().map((alert) => [idOf(alert), alert]));
  let wanted: NodeJS.Immediate | undefined;

  const keep = (alert: WebhookAlert): void => {
    alerts.set(idOf(alert), alert);
    store.write(() => table.put(alert)).catch(failed);
  };
  const drop = (gone: readonly WebhookAlert[]): void => {
    for (const alert of gone) {
      alerts.delete(idOf(alert));
      store.write(() => table.remove(alert)).catch(failed);
    }
  };
  /** Whether one of our own monitors' incidents shows it; if so, that incident says once that others see it too. */
  const isShown = (alert: WebhookAlert, alive: readonly IncidentView[], muted: ReadonlySet<string>): boolean => {
    if (alert.source !== "alertmanager") return false;
    // The one that shows it may be settled by now, and Alertmanager still have time to say that it is over.
    const last = alert.shown_in === null ? undefined : incidents.one(alert.shown_in);
    const known = last === undefined ? alive : [last, ...alive];
    const own = ownIncident(alert.condition, known, now());
    const shownIn = own?.number ?? null;
    if (shownIn !== alert.shown_in) keep({ ...alert, shown_in: shownIn });
    if (own === undefined) return isMuted(alert.condition, muted);
    if (own.number !== alert.shown_in) {
      const { alert: name, summary } = alert.condition.numbers;
      const text = `Alertmanager: ${name}${summary === undefined ? "" : ` (${summary})`}`;
      incidents.addEvent(own.number, { at: now(), kind: "noted", text });
    }
    return true;
  };
  const tell = (): void => {
    const alive = incidents.alive();
    const muted = mutedCodes(directory.hosts());
    for (const name of sources) {
      const own = [...alerts.values()].filter(({ source }) => source === name);
      const untold = own.filter((alert) => !isShown(alert, alive, muted));
      incidents.tell(
        { kind: name, name },
        untold.map(({ condition }) => condition),
      );
    }
  };
  const later = (): void => {
    wanted ??= setImmediate(() => {
      wanted = undefined;
      tell();
    });
  };
  const startedAt = now();
  /** While the bot was down nothing could be repeated to it. */
  const forgetOld = (): void => {
    const at = now();
    const isOld = ({ source, told_at }: WebhookAlert): boolean =>
      source === "alertmanager" && at - Math.max(told_at, startedAt) > repeatedMs;
    drop([...alerts.values()].filter(isOld));
  };
  const sweep = (): void => {
    forgetOld();
    store.write(() => table.forget(now())).catch(failed);
    tell();
  };

  incidents.onChange((view, event) => {
    if (event === null || !turns.has(event.kind)) return;
    const { kind } = view.source;
    if (kind === "monitor") later();
    // Somebody says that it is over: it is, until it is told again.
    if (event.kind !== "resolved" || (kind !== "alertmanager" && kind !== "webhook")) return;
    const keys = new Set([view.condition, ...view.grouped].map(({ key }) => idOf({ source: kind, key })));
    drop([...alerts.values()].filter((alert) => keys.has(idOf(alert))));
    later();
  });
  const timer = setInterval(sweep, sweepEveryMs);
  tell();

  return {
    async take(source, changes, nonce) {
      const at = now();
      const next = changes.map(({ key, condition }) => {
        const before = alerts.get(idOf({ source, key }));
        if (condition === undefined) return { key, alert: undefined };
        const same = before !== undefined && isSame(before.condition, condition) ? before.condition : condition;
        return { key, alert: { source, key, condition: same, told_at: at, shown_in: before?.shown_in ?? null } };
      });
      const writes = next.map(({ key, alert }) =>
        store.write(() => (alert === undefined ? table.remove({ source, key }) : table.put(alert))),
      );
      if (nonce !== undefined) writes.push(store.write(() => table.remember(nonce.text, nonce.until)));
      await Promise.all(writes);
      for (const { key, alert } of next) {
        if (alert === undefined) alerts.delete(idOf({ source, key }));
        else alerts.set(idOf(alert), alert);
      }
      forgetOld();
      tell();
    },
    isKnown: table.isKnown,
    stop: () => {
      clearInterval(timer);
      clearImmediate(wanted);
    },
  };
}

/** Whether nothing is said anew; since when, the first word counts. */
const isSame = (one: Condition, other: Condition): boolean =>
  JSON.stringify({ ...one, since: 0 }) === JSON.stringify({ ...other, since: 0 });
