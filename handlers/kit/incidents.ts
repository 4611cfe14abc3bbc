import type { Person } from "../../protocol/messages.ts";
import type { Condition, Severity } from "../../protocol/monitor.ts";
import type { Outcome } from "../../protocol/refusal.ts";

export type Named = Person & { readonly fullName: string };

/** One thing that happened to an incident, for its timeline. */
export interface IncidentEvent {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly kind:
    | "opened"
    | "worse"
    | "better"
    | "changed"
    | "cleared"
    | "again"
    | "acknowledged"
    | "snoozed"
    | "unsnoozed"
    | "noted"
    | "resolved"
    | "named"
    | "told"
    | "fixed";
  /** Who did it; absent: the bot by itself. */
  readonly by?: Named;
  /** A note as it was written, whom it was told to; of what was run how it ended (a final status), and the line. */
  readonly text?: string;
}

/** One trouble, from when it was found until it is over. Times in milliseconds since 1970. */
export interface IncidentView {
  readonly number: number;
  /** Unique among those that are not over: source, scope and the condition's own key. */
  readonly key: string;
  /** What found it: a host's monitor, `alertmanager`, `webhook`, or the bot itself. */
  readonly source: { readonly kind: "monitor" | "alertmanager" | "webhook" | "bot"; readonly name: string };
  /** The hosts that tell it. */
  readonly hosts: readonly string[];
  readonly condition: Condition;
  readonly severity: Severity;
  /** cleared: the trouble is over by itself. resolved: somebody said so. Acknowledged is not over. */
  readonly state: "open" | "acknowledged" | "snoozed" | "cleared" | "resolved";
  readonly openedAt: number;
  readonly endedAt?: number;
  readonly acknowledgedBy?: Named;
  readonly snoozedUntil?: number;
  /** Who is on call for it now; or why nobody is. */
  readonly assigned: Named | { readonly nobody: string };
  /** People whose things it touches, by account. */
  readonly touches: readonly string[];
  /** Other troubles that were found together with it and are told in the same message. */
  readonly grouped: readonly Condition[];
  /** How often it came back within the time that counts as flapping. */
  readonly returns: number;
  readonly events: readonly IncidentEvent[];
  /** Rises with every change. */
  readonly revision: number;
}

/** Incidents as the handlers use them. Each change is decided by policy before, like any command. */
export interface IncidentBook {
  /** Those that are not over, worst and oldest first. */
  readonly open: () => readonly IncidentView[];
  /** Those that ended last, newest first. */
  readonly ended: (limit: number) => readonly IncidentView[];
  readonly one: (number: number) => IncidentView | undefined;
  /** The first wins; the second is told who it was (`alert.acknowledged`). */
  readonly acknowledge: (number: number, by: Named) => Promise<Outcome<IncidentView>>;
  readonly snooze: (number: number, by: Named, until: number) => Promise<Outcome<IncidentView>>;
  readonly note: (number: number, by: Named, text: string) => Promise<Outcome<IncidentView>>;
  /** Somebody says that it is over; where its source still tells it, it is opened anew at the next look. */
  readonly resolve: (number: number, by: Named, text: string) => Promise<Outcome<IncidentView>>;
}
