import type { IncidentBook, IncidentEvent, IncidentView } from "../../handlers/kit/incidents.ts";
import type { Condition } from "../../protocol/monitor.ts";
import type { Teller } from "./troubles.ts";

export type Source = IncidentView["source"];

/** The bot's own side of incidents: found, kept over restarts, and told wherever they have to be. */
export interface Incidents extends IncidentBook {
  /**
   * All that a source other than a host's monitor finds wrong now, each time that it looks: what it told before and tells
   * no more is over. Cheap to call often: it is looked at together, once a second at most. A source that has not told
   * anything since the bot's start leaves its incidents as they were.
   */
  readonly tell: (source: Source, conditions: readonly Condition[]) => void;
  /** Called with each incident that was opened, changed or ended, and with what happened to it; null: only its words. */
  readonly onChange: (call: (view: IncidentView, event: IncidentEvent | null) => void) => void;
  /** Who is on call for it now, or why nobody is. Over incidents are left as they are. */
  readonly assign: (number: number, assigned: IncidentView["assigned"]) => void;
  /** Writes into its timeline that somebody was told, or which line was run for it. */
  readonly addEvent: (number: number, event: IncidentEvent) => void;
  /** All that one host's monitor finds wrong now. */
  readonly observe: (teller: Teller, conditions: readonly Condition[]) => void;
  /** The hosts of which nothing is heard: what they told stays as it was. */
  readonly silence: (hosts: ReadonlySet<string>) => void;
  /** What happened to it and does not stand in the threads yet; once it is told there, `threaded` is called. */
  readonly untold: (number: number) => { readonly from: number; readonly events: readonly IncidentEvent[] };
  readonly threaded: (number: number, count: number) => void;
  /** It has been over for so long that whatever comes again is another incident. */
  readonly isSettled: (number: number) => boolean;
  /** Those that are not settled, for their cards. */
  readonly alive: () => readonly IncidentView[];
  /** Looks at what the passing of time brings. */
  readonly pass: () => void;
  /** Writes down what was not yet, and ends. */
  readonly stop: () => void;
}
