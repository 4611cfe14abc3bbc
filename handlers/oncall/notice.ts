import { cardTitle, incidentButtons } from "../alert/card.ts";
import { shared as alert } from "../alert/shared.words.ts";
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

/** A trouble by its number, or how many there are. */
const titleOfAll = (views: readonly IncidentView[], reader: Reader): string => {
  const [only, ...others] = views;
  return only !== undefined && others.length === 0
    ? cardTitle(only, reader)
    : words.many[reader.language](views.length);
};
const listButton = ({ language }: Reader): Button => ({ label: words.list[language], line: "/alert list" });
const toneOf = (views: readonly IncidentView[]): Reply["tone"] =>
  views.some(({ severity }) => severity === "error") ? "failed" : "information";
const listOf = (views: readonly IncidentView[], reader: Reader): NonNullable<Reply["list"]> =>
  views.slice(0, mostListed).map((view) => ({ title: cardTitle(view, reader), cells: [] }));
const mostListed = 8;

/** What one person is told in their direct messages: of one trouble, or of many that came at once. */
export function pageReply(views: readonly IncidentView[], why: Why, reader: Reader): Reply {
  const { language } = reader;
  const only = views.length === 1 ? views[0] : undefined;
  return {
    tone: toneOf(views),
    title: titleOfAll(views, reader),
    text: [
      words.reason[why][language],
      ...(only?.condition.lines.slice(0, 5) ?? []),
      ...(only === undefined ? [] : [words.stop[language]]),
    ],
    ...(only === undefined ? { list: listOf(views, reader) } : {}),
    buttons: only === undefined ? [listButton(reader)] : [...incidentButtons(only, reader), showButton(only, reader)],
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
export function calledReply(views: readonly IncidentView[], called: Called, reader: Reader): Reply {
  const { language } = reader;
  const { told, unreachable, mentions } = called;
  const [first] = views;
  const only = views.length === 1 ? first : undefined;
  const nobody =
    first !== undefined && "nobody" in first.assigned
      ? [words.nobody[language](nobodyText(first.assigned.nobody)[language])]
      : [];
  return {
    tone: toneOf(views),
    title: titleOfAll(views, reader),
    text: [
      ...nobody,
      ...(unreachable.length === 0 ? [] : [words.unreachable[language](listText(unreachable, language))]),
      told.length === 0 ? words.toldNobody[language] : words.told[language](listText(told, language)),
    ],
    ...(only === undefined ? { list: listOf(views, reader) } : {}),
    buttons:
      only === undefined
        ? [listButton(reader)]
        : [
            { label: alert.ack[language], line: `/alert ack ${only.number}`, style: "primary" },
            showButton(only, reader),
          ],
    privacy: "place",
    ...(mentions.length === 0 ? {} : { mentions }),
  };
}
