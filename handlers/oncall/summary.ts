import { titleOf } from "../alert/card.ts";
import type { IncidentView } from "../kit/incidents.ts";
import type { Reader } from "../kit/ports.ts";
import type { Reply } from "../kit/reply.ts";
import { personText } from "../kit/text.ts";
import { nobodyText } from "./nobody.shared.words.ts";
import { words } from "./summary.shared.words.ts";

/** What happened in a night, from when until when it was (milliseconds since 1970). */
export interface Night {
  readonly from: number;
  readonly until: number;
  readonly incidents: readonly IncidentView[];
  readonly assigned: IncidentView["assigned"];
}

/** What of all incidents belongs to a night: what began in it, ended in it, or went on all through it. */
export const ofNight = (all: readonly IncidentView[], from: number, until: number): readonly IncidentView[] =>
  all
    .filter(({ openedAt, endedAt }) => openedAt < until && (endedAt === undefined || endedAt >= from))
    .toSorted((a, b) => a.openedAt - b.openedAt || a.number - b.number);

/** The morning's one message about it. */
export function summaryReply(night: Night, reader: Reader): Reply {
  const { language } = reader;
  const { incidents, assigned } = night;
  return {
    tone: "information",
    title: words.title[language](incidents.length),
    fields: [
      {
        label: words.onCall[language],
        value: "nobody" in assigned ? nobodyText(assigned.nobody)[language] : personText(assigned),
      },
    ],
    list: incidents.map((view) => ({
      title: `#${view.number} ${titleOf(view.condition, reader)}`,
      cells: [
        words[view.severity][language],
        words.found[language](clockText(view.openedAt, reader)),
        stateText(view, reader),
      ],
    })),
    buttons: [{ label: words.list[language], line: "/alert list" }],
    privacy: "place",
  };
}

function stateText(view: IncidentView, reader: Reader): string {
  const { language } = reader;
  const ended = clockText(view.endedAt ?? 0, reader);
  if (view.state === "cleared") return words.cleared[language](ended);
  if (view.state === "resolved") return words.resolved[language](ended);
  if (view.state === "snoozed") return words.snoozed[language];
  return view.acknowledgedBy === undefined
    ? words.open[language]
    : words.acknowledged[language](personText(view.acknowledgedBy));
}

/** 02:20 on the clocks of the department. */
const clockText = (at: number, { timeZone }: Reader): string =>
  new Intl.DateTimeFormat("sv-SE", { timeZone, timeStyle: "short" }).format(at);
