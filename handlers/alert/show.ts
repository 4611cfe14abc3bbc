import { refuse } from "../../protocol/refusal.ts";
import { localCommand } from "../kit/definition.ts";
import { eventText, groupedBeyondCard, incidentCard } from "./card.ts";
import { numberParameter, outputOf } from "./parameters.ts";
import { words } from "./show.words.ts";
import { incidentChart } from "./trend.ts";

/** /alert show N: all that is known of it, with its whole timeline. */
export const showAlert = localCommand({
  kind: "local",
  permission: "alert.show",
  family: "alert",
  verb: "show",
  summary: words.summary,
  parameters: [numberParameter],
  examples: ["/alert show 12", "/alert show #12"],
  answer: async (values, context) => {
    const number = Number(values["number"]);
    const view = context.incidents?.one(number);
    if (view === undefined) return { refusal: refuse("alert.unknown", { number }) };
    const card = incidentCard(view, context);
    const chart = incidentChart(view, context.figures, context);
    return {
      reply: {
        ...card,
        list: [
          ...view.events.map((event) => ({ title: eventText(event, context), cells: [] })),
          ...groupedBeyondCard(view, context),
        ],
        ...(chart === undefined ? {} : { chart }),
        privacy: "private",
      },
      output: { ...outputOf(view), events: view.events },
    };
  },
});
