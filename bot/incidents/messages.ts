import { eventText, incidentCard } from "../../handlers/alert/card.ts";
import { shared } from "../../handlers/alert/shared.words.ts";
import { stormReply } from "../../handlers/alert/storm.ts";
import { incidentChart } from "../../handlers/alert/trend.ts";
import type { FiguresPort } from "../../handlers/kit/chart.ts";
import type { IncidentEvent, IncidentView } from "../../handlers/kit/incidents.ts";
import type { Reader } from "../../handlers/kit/ports.ts";
import type { Message } from "../message.ts";

/** What everybody in the alert channels is shown, in the department's language. */
export interface IncidentMessages {
  readonly card: (view: IncidentView | undefined, settled: boolean) => Message;
  /** Of many that are too many to be shown one by one. */
  readonly storm: (views: readonly IncidentView[], over: boolean) => Message;
  readonly events: (events: readonly IncidentEvent[]) => Message;
  /** How it came to it; undefined where no course says more than the card does. */
  readonly chart: (view: IncidentView) => Message | undefined;
}

export const createIncidentMessages = (reader: Reader, figures?: FiguresPort): IncidentMessages => ({
  card: (view, settled) => {
    if (view === undefined) {
      const title = shared.forgotten[reader.language];
      return { reply: { tone: "unknown", title, privacy: "place" }, final: true, status: "failed" };
    }
    const reply = incidentCard(view, reader);
    return settled ? { reply, final: true, status: "done" } : { reply, final: false };
  },
  storm: (views, over) => {
    const reply = stormReply(views, reader);
    return over ? { reply, final: true, status: "done" } : { reply, final: false };
  },
  events: (events) => {
    const [title = "", ...text] = events.map((event) => eventText(event, reader));
    return { reply: { tone: "information", title, text, privacy: "place" }, final: true, status: "done" };
  },
  chart: (view) => {
    const chart = incidentChart(view, figures, reader);
    if (chart === undefined) return undefined;
    const reply = { tone: "information", title: chart.caption, chart, privacy: "place" } as const;
    return { reply, final: true, status: "done" };
  },
});
