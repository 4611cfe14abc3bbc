import type { IncidentView } from "../kit/incidents.ts";
import type { Reader } from "../kit/ports.ts";
import type { Reply } from "../kit/reply.ts";
import { assignedText, cardTitle } from "./card.ts";
import { conditionCount, countsOf } from "./counts.ts";
import { words as list } from "./list.words.ts";
import { shared } from "./shared.words.ts";

const words = shared.storm;
const most = { worst: 5, buttons: 3 } as const;

/** Many incidents in one message: how many, what found them, and the worst. @param views worst and oldest first */
export function stormReply(views: readonly IncidentView[], reader: Reader): Reply {
  const { language } = reader;
  const open = views.filter(({ state }) => state !== "cleared" && state !== "resolved");
  const all = conditionCount(views);
  if (open.length === 0) return { tone: "done", title: words.over[language](all), privacy: "place" };
  const errors = conditionCount(open.filter(({ severity }) => severity === "error"));
  const worst = open.slice(0, most.worst);
  const over = all - conditionCount(open);
  return {
    tone: errors > 0 ? "failed" : "information",
    title: words.title[language](conditionCount(open), errors),
    text: [words.why[language]],
    fields: [
      ...worst.slice(0, 1).map((view) => ({ label: shared.assigned[language], value: assignedText(view, reader) })),
      { label: words.found[language], value: countsOf(open) },
      { label: words.worst[language], value: `\n${worst.map((view) => `· ${cardTitle(view, reader)}`).join("\n")}` },
      ...(over > 0 ? [{ label: words.ended[language], value: String(over) }] : []),
    ],
    buttons: [
      { label: shared.list[language], line: "/alert list", style: "primary" },
      ...worst
        .filter(({ state }) => state === "open")
        .slice(0, most.buttons)
        .map(({ number }) => ({ label: list.ackOne[language](number), line: `/alert ack ${number}` })),
    ],
    privacy: "place",
  };
}
