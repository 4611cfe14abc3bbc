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

/** As many are on a page, and so many of those that ended last on the first; all are counted. */
const most = { open: 25, ended: 5, buttons: 3 } as const;

/** /alert list: what is wrong now, worst and oldest first, a page at a time, and what ended last. */
export const listAlerts = localCommand({
  kind: "local",
  permission: "alert.list",
  family: "alert",
  verb: "list",
  summary: words.summary,
  parameters: [
    { name: "page", kind: "integer", place: "option", required: false, text: words.page, minimum: 1, maximum: 10_000 },
  ],
  examples: ["/alert list", "/alert list --page 2"],
  answer: async (values, context) => {
    const { language, incidents } = context;
    const page = Number(values["page"] ?? 1);
    const from = (page - 1) * most.open;
    const open = incidents?.open() ?? [];
    const shown = open.slice(from, from + most.open);
    const ended = page === 1 ? (incidents?.ended(most.ended) ?? []) : [];
    const errors = open.filter(({ severity }) => severity === "error").length;
    const conditions = conditionCount(open);
    const more = open.length - from - shown.length;
    return {
      reply: {
        tone: open.length === 0 ? "done" : "information",
        title:
          open.length === 0
            ? words.none[language]
            : words.title[language](open.length, errors, conditions - open.length),
        ...(more > 0 ? { text: [`${shared.more[language](more)}: ${countsOf(open.slice(from + most.open))}`] } : {}),
        list: [...shown.map((view) => entry(view, context)), ...ended.map((view) => entry(view, context))],
        buttons: [
          ...shown
            .filter(({ state }) => state === "open")
            .slice(0, most.buttons)
            .map((view) => ackButton(view, context)),
          ...(more > 0 ? [{ label: words.next[language](page + 1), line: `/alert list --page ${page + 1}` }] : []),
        ],
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
