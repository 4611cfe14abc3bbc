import { localCommand } from "../kit/definition.ts";
import type { IncidentView } from "../kit/incidents.ts";
import type { Context } from "../kit/ports.ts";
import type { Button } from "../kit/reply.ts";
import { ageText } from "../kit/text.ts";
import { stateText, titleOf } from "./card.ts";
import { conditionCount, countsOf } from "./counts.ts";
import { words } from "./list.words.ts";
import { outputOf } from "./parameters.ts";
import { shared } from "./shared.words.ts";

/** As many are listed, and so many of those that ended last; all are counted. */
const most = { open: 25, ended: 5, buttons: 3 } as const;

/** /alert list: what is wrong now, worst and oldest first, and what ended last. */
export const listAlerts = localCommand({
  kind: "local",
  permission: "alert.list",
  family: "alert",
  verb: "list",
  summary: words.summary,
  parameters: [],
  examples: ["/alert list", "/alert list --help"],
  answer: async (_values, context) => {
    const { language, incidents } = context;
    const open = incidents?.open() ?? [];
    const ended = incidents?.ended(most.ended) ?? [];
    const errors = open.filter(({ severity }) => severity === "error").length;
    const conditions = conditionCount(open);
    const more = open.length - most.open;
    return {
      reply: {
        tone: open.length === 0 ? "done" : "information",
        title:
          open.length === 0
            ? words.none[language]
            : words.title[language](open.length, errors, conditions - open.length),
        ...(more > 0 ? { text: [`${shared.more[language](more)}: ${countsOf(open.slice(most.open))}`] } : {}),
        list: [
          ...open.slice(0, most.open).map((view) => entry(view, context)),
          ...ended.map((view) => entry(view, context)),
        ],
        buttons: open
          .filter(({ state }) => state === "open")
          .slice(0, most.buttons)
          .map((view) => ackButton(view, context)),
        privacy: "private",
      },
      output: { open: open.map(outputOf), ended: ended.map(outputOf) },
    };
  },
});

function entry(view: IncidentView, context: Context) {
  const { number, severity, condition, openedAt, endedAt, grouped } = view;
  const age = ageText(context.now() - (endedAt ?? openedAt), context.language);
  const more = grouped.length === 0 ? "" : shared.more[context.language](grouped.length);
  return {
    title: `${number} ${titleOf(condition, context)}`,
    cells: [shared.severities[severity][context.language], stateText(view, context), age, more].filter(
      (cell) => cell !== "",
    ),
  };
}

const ackButton = ({ number }: IncidentView, { language }: Context): Button => ({
  label: words.ackOne[language](number),
  line: `/alert ack ${number}`,
});
