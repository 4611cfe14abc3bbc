import type { Condition } from "../../protocol/monitor.ts";
import { incidentWords } from "../incident-words/index.ts";
import { shown } from "../kit/characters.ts";
import type { IncidentEvent, IncidentView } from "../kit/incidents.ts";
import type { Reader } from "../kit/ports.ts";
import type { Button, Reply } from "../kit/reply.ts";
import { durationText, listText, personText, timeText } from "../kit/text.ts";
import { shared } from "./shared.words.ts";

type Fields = NonNullable<Reply["fields"]>;

/** A card is read at a glance, on a phone. */
const most = { title: 160, grouped: 6, people: 8, fixes: 4 } as const;
/** As often as that it is no chance any more. */
const flappingReturns = 3;

/** What is wrong, in a sentence; a code without words goes by itself and what the program said first. */
export function titleOf({ code, numbers, lines }: Condition, { language }: Pick<Reader, "language">): string {
  const words = Object.hasOwn(incidentWords, code) ? incidentWords[code] : undefined;
  const [first] = lines;
  const plain = first === undefined ? code : `${code}: ${first}`;
  return shown(words?.[language](numbers) ?? plain, most.title);
}

const adviceOf = ({ code }: Condition, { language }: Reader): readonly string[] => {
  const advice = Object.hasOwn(incidentWords, code) ? incidentWords[code]?.advice?.[language] : undefined;
  return advice === undefined ? [] : [advice];
};

const isOver = ({ state }: IncidentView): boolean => state === "cleared" || state === "resolved";

export function cardTitle(view: IncidentView, reader: Reader): string {
  const severity = shared.severities[view.severity][reader.language];
  return shared.title[reader.language](view.number, severity, titleOf(view.condition, reader));
}

/** How it stands, in a line: and by whom, or until when. */
export function stateText(view: IncidentView, reader: Reader): string {
  const { language } = reader;
  const { state, acknowledgedBy, snoozedUntil, events } = view;
  const said = shared.states[state][language];
  if (state === "snoozed" && snoozedUntil !== undefined)
    return shared.until[language](said, timeText(snoozedUntil, reader));
  const resolver = state === "resolved" ? events.findLast(({ kind }) => kind === "resolved")?.by : undefined;
  const who = resolver ?? (state === "acknowledged" ? acknowledgedBy : undefined);
  return who === undefined ? said : shared.by[language](said, personText(who));
}

/** Who is on call for it; or that nobody is, and why. */
export function assignedText({ assigned }: Pick<IncidentView, "assigned">, { language }: Reader): string {
  if ("name" in assigned) return personText(assigned);
  return shared.nobody[language](shared.nobodyWhy[assigned.nobody]?.[language] ?? assigned.nobody);
}

function touchesField({ touches }: IncidentView, { language }: Reader): Fields {
  if (touches.length === 0) return [];
  const names = listText(touches.slice(0, most.people), language);
  return [{ label: shared.touches[language], value: shared.people[language](names, touches.length - most.people) }];
}

function endField(view: IncidentView, reader: Reader): Fields {
  const { language } = reader;
  if (view.endedAt === undefined) return [];
  const length = durationText(view.endedAt - view.openedAt, language);
  return [{ label: shared.ended[language], value: shared.lasted[language](timeText(view.endedAt, reader), length) }];
}

function returnsText({ returns }: IncidentView, { language }: Reader): readonly string[] {
  if (returns === 0) return [];
  return [returns >= flappingReturns ? shared.flapping[language](returns) : shared.returned[language](returns)];
}

/** All that was found with it, where that is more than its card has room for. */
export function groupedBeyondCard({ grouped }: IncidentView, reader: Reader): NonNullable<Reply["list"]> {
  if (grouped.length <= most.grouped) return [];
  return grouped.map((condition) => ({ title: `· ${titleOf(condition, reader)}`, cells: [] }));
}

function groupedField({ grouped }: IncidentView, reader: Reader): Fields {
  if (grouped.length === 0) return [];
  const { language } = reader;
  const titles = grouped.slice(0, most.grouped).map((condition) => `· ${titleOf(condition, reader)}`);
  const more = grouped.length - titles.length;
  const value = [...titles, ...(more > 0 ? [`· ${shared.more[language](more)}`] : [])].join("\n");
  return [{ label: shared.grouped[language](grouped.length), value: `\n${value}` }];
}

/** What everybody who sees an incident can press; each line is decided for whoever presses it. */
export function incidentButtons(view: IncidentView, { language }: Pick<Reader, "language">): readonly Button[] {
  if (isOver(view)) return [];
  const { number, state, condition } = view;
  const fixes = (condition.fixes ?? []).slice(0, most.fixes).filter((line) => line.startsWith("/"));
  return [
    ...(state === "acknowledged"
      ? []
      : [{ label: shared.ack[language], line: `/alert ack ${number}`, style: "primary" as const }]),
    { label: shared.snooze[language], line: `/alert snooze ${number} --for 1h` },
    { label: shared.addNote[language], line: `/alert note ${number}` },
    { label: shared.resolve[language], line: `/alert resolve ${number}` },
    // What it says is what it runs, whoever named it.
    ...fixes.map((line): Button => ({ label: shown(line, 70), line })),
  ];
}

/** An incident as everybody in the alert channel sees it, and whoever asks for it. */
export function incidentCard(view: IncidentView, reader: Reader): Reply {
  const { language } = reader;
  const { condition, hosts, source, openedAt, severity, events } = view;
  const note = events.findLast(({ kind }) => kind === "noted");
  const lines = condition.lines.join("\n");
  return {
    tone: isOver(view) ? "done" : view.state !== "open" ? "working" : severity === "error" ? "failed" : "information",
    title: cardTitle(view, reader),
    text: [...returnsText(view, reader), ...(isOver(view) ? [] : adviceOf(condition, reader))],
    fields: [
      { label: shared.state[language], value: stateText(view, reader) },
      ...(isOver(view) ? [] : [{ label: shared.assigned[language], value: assignedText(view, reader) }]),
      ...(hosts.length === 0 ? [] : [{ label: shared.where[language], value: listText(hosts, language) }]),
      { label: shared.from[language], value: source.kind === "bot" ? shared.ownName : source.name },
      { label: shared.since[language], value: timeText(Math.min(openedAt, condition.since), reader) },
      ...endField(view, reader),
      ...touchesField(view, reader),
      ...groupedField(view, reader),
      ...(note === undefined ? [] : [{ label: shared.note[language], value: noteText(note, reader) }]),
      ...(condition.documentation === undefined
        ? []
        : [{ label: shared.documentation[language], value: condition.documentation }]),
    ],
    ...(lines === "" ? {} : { code: lines }),
    buttons: incidentButtons(view, reader),
    privacy: "place",
  };
}

/** The newest note: by whom, and when. */
const noteText = ({ by, text = "", at }: IncidentEvent, reader: Reader): string =>
  `${shown(text, 500)} (${by === undefined ? "" : `${personText(by)}, `}${timeText(at, reader)})`;

/** One line of the timeline. */
export function eventText({ kind, by, text, at }: IncidentEvent, reader: Reader): string {
  const { language } = reader;
  const what = shared.events[kind][language];
  const said = [what, by === undefined ? "" : personText(by)].filter((part) => part !== "").join(": ");
  const time = timeText(at, reader);
  if (kind === "snoozed") return `${time} ${shared.until[language](said, timeText(Date.parse(text ?? ""), reader))}`;
  const about = kind === "fixed" ? ranText(text ?? "", reader) : text;
  return about === undefined || about === "" ? `${time} ${said}` : `${time} ${said}: ${shown(about, 500)}`;
}

/** How a line that was run ended, and the line. */
function ranText(text: string, { language }: Reader): string {
  const [how = "", ...line] = text.split(" ");
  const ended = Object.hasOwn(shared.ran, how) ? shared.ran[how]?.[language] : undefined;
  return ended === undefined ? text : shared.ranLine[language](line.join(" "), ended);
}
