import { holdsAt } from "../../protocol/order.ts";
import { localCommand } from "../kit/definition.ts";
import { examOrders, notYetOn, ownExams } from "../kit/orders.ts";
import type { Context } from "../kit/ports.ts";
import { listText } from "../kit/text.ts";
import { timesText } from "./asked.ts";
import { words } from "./list.words.ts";

/** /exam list: those that run or are to come; a student sees those that they sit. */
export const listExams = localCommand({
  kind: "local",
  permission: "exam.list",
  family: "exam",
  verb: "list",
  summary: words.summary,
  parameters: [],
  examples: ["/exam list", "/exam list --help"],
  answer: async (_values, context) => {
    const { language } = context;
    const all = seenBy(context);
    return {
      reply: {
        tone: "information",
        title: all.length === 0 ? words.none[language] : words.title[language],
        list: all.map((view) => {
          const { order } = view;
          const missing = notYetOn(view, context);
          return {
            title: order.course,
            cells: [
              (holdsAt(order, context.now()) ? words.running : words.toCome)[language],
              timesText(order, context),
              order.reason,
              words.by[language](order.by),
              ...(missing.length === 0 ? [] : [words.missing[language](listText(missing, language))]),
            ],
          };
        }),
        privacy: "private",
      },
      output: { exams: all.map(({ order: { iss: _, ...order }, hosts }) => ({ ...order, hosts })) },
    };
  },
});

function seenBy(context: Context): ReturnType<typeof examOrders> {
  const all = examOrders(context);
  if (context.person.roles.some((role) => role !== "student")) return all;
  const own = ownExams(context).map(({ id }) => id);
  return all.filter(({ order }) => own.includes(order.id));
}
