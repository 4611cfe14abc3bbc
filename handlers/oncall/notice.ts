import { cardTitle, incidentButtons } from "../alert/card.ts";
import type { IncidentView } from "../kit/incidents.ts";
import type { Reader } from "../kit/ports.ts";
import type { Button, Reply } from "../kit/reply.ts";
import { listText } from "../kit/text.ts";
import { nobodyText } from "./nobody.shared.words.ts";
import { words } from "./notice.shared.words.ts";

/** Why somebody is told of a trouble. */
export type Why = keyof typeof words.reason;

const showButton = ({ number }: IncidentView, { language }: Reader): Button => ({
  label: words.show[language],
  line: `/alert show ${number}`,
});

/** What one person is told in their direct messages. */
export function pageReply(view: IncidentView, why: Why, reader: Reader): Reply {
  const { language } = reader;
  return {
    tone: view.severity === "error" ? "failed" : "information",
    title: cardTitle(view, reader),
    text: [words.reason[why][language], ...view.condition.lines.slice(0, 5), words.stop[language]],
    buttons: [...incidentButtons(view, reader), showButton(view, reader)],
    privacy: "private",
  };
}

/** Who was told, and who could not be. */
export interface Called {
  readonly told: readonly string[];
  readonly unreachable: readonly string[];
  /** Whom the message calls on this platform. */
  readonly mentions: readonly string[];
}

/** What everybody reads in the alert channel when somebody is told. */
export function calledReply(view: IncidentView, called: Called, reader: Reader): Reply {
  const { language } = reader;
  const { told, unreachable, mentions } = called;
  const nobody = "nobody" in view.assigned ? [`${nobodyText(view.assigned.nobody)[language]}`] : [];
  return {
    tone: view.severity === "error" ? "failed" : "information",
    title: cardTitle(view, reader),
    text: [
      ...nobody,
      ...(unreachable.length === 0 ? [] : [words.unreachable[language](listText(unreachable, language))]),
      told.length === 0 ? words.toldNobody[language] : words.told[language](listText(told, language)),
    ],
    buttons: [
      { label: words.acknowledge[language], line: `/alert ack ${view.number}`, style: "primary" },
      showButton(view, reader),
    ],
    privacy: "place",
    ...(mentions.length === 0 ? {} : { mentions }),
  };
}
