import { holdsAt } from "../../protocol/order.ts";
import { localCommand } from "../kit/definition.ts";
import { maintenanceOrders, notYetOn } from "../kit/orders.ts";
import { listText } from "../kit/text.ts";
import { words } from "./list.words.ts";
import { whatText, windowText } from "./shared.ts";

/** /maintenance list: windows that run or are to come. */
export const listMaintenance = localCommand({
  kind: "local",
  permission: "maintenance.list",
  family: "maintenance",
  verb: "list",
  summary: words.summary,
  parameters: [],
  examples: ["/maintenance list", "/maintenance list --help"],
  answer: async (_values, context) => {
    const { language } = context;
    const all = maintenanceOrders(context);
    return {
      reply: {
        tone: "information",
        title: all.length === 0 ? words.none[language] : words.title[language],
        list: all.map((view) => {
          const { order } = view;
          const missing = notYetOn(view, context);
          return {
            title: whatText(order.what)[language],
            cells: [
              (holdsAt(order, context.now()) ? words.running : words.toCome)[language],
              windowText(order, context),
              order.reason,
              words.by[language](order.by),
              ...(missing.length === 0 ? [] : [words.missing[language](listText(missing, language))]),
            ],
          };
        }),
        privacy: "private",
      },
      output: { windows: all.map(({ order: { iss: _, ...order }, hosts }) => ({ ...order, hosts })) },
    };
  },
});
