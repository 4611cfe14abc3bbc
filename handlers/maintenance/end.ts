import { maintenanceOrderId } from "../../protocol/order.ts";
import { accepted } from "../../protocol/refusal.ts";
import { actionCommand } from "../kit/definition.ts";
import { formatLine } from "../kit/format-line.ts";
import { hostKnowing } from "../kit/orders.ts";
import { words } from "./end.words.ts";
import { whatIn, whatParameter, whatText } from "./shared.ts";
import { words as shared } from "./shared.words.ts";

/** /maintenance end WHAT: before its time. */
export const endMaintenance = actionCommand<"maintenance.end">({
  kind: "action",
  action: "maintenance.end",
  family: "maintenance",
  verb: "end",
  summary: words.summary,
  parameters: [whatParameter],
  examples: ["/maintenance end vm1", "/maintenance end ceph"],
  prepare: async (values, context) => {
    const what = whatIn(values, context);
    if (!what.ok) return what;
    const host = hostKnowing(maintenanceOrderId(what.value), context);
    return host.ok ? accepted({ host: host.value, input: { what: what.value } }) : host;
  },
  working: () => words.working,
  steps: words.steps,
  line: ({ what }) => formatLine(["maintenance", "end", what]),
  done: ({ what }, { language }) => ({
    tone: "done",
    title: words.done[language](whatText(what)[language]),
    text: [words.told[language]],
    buttons: [{ label: shared.list[language], line: "/maintenance list" }],
    privacy: "private",
  }),
});
