import { localCommand } from "../kit/definition.ts";
import { limitOrders, notYetOn } from "../kit/orders.ts";
import { listText, personText } from "../kit/text.ts";
import { words } from "./list.words.ts";
import { limitTexts, timesText } from "./shared.ts";

/** /limit list: who has limits of their own, for how long, and why. */
export const listLimits = localCommand({
  kind: "local",
  permission: "limit.list",
  family: "limit",
  verb: "list",
  summary: words.summary,
  parameters: [],
  examples: ["/limit list", "/limit list --help"],
  answer: async (_values, context) => {
    const { language } = context;
    const all = limitOrders(context);
    return {
      reply: {
        tone: "information",
        title: all.length === 0 ? words.none[language] : words.title[language](all.length),
        list: all.map((view) => {
          const { order } = view;
          const known = context.directory.person(order.person.name);
          const missing = notYetOn(view, context);
          return {
            title: known === undefined ? order.person.name : personText(known),
            cells: [
              listText(limitTexts(order.limits, context), language),
              timesText(order, context),
              order.reason,
              words.by[language](order.by),
              ...(missing.length === 0 ? [] : [words.missing[language](listText(missing, language))]),
            ],
          };
        }),
        privacy: "private",
      },
      output: { orders: all.map(({ order: { iss: _, ...order }, hosts }) => ({ ...order, hosts })) },
    };
  },
});
