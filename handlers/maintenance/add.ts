import { closesHost } from "../../protocol/order.ts";
import { accepted, refuse, refused } from "../../protocol/refusal.ts";
import { actionCommand, textIn } from "../kit/definition.ts";
import { anyHost } from "../kit/directory.ts";
import { formatLine } from "../kit/format-line.ts";
import { readTimes } from "../kit/times.ts";
import { words } from "./add.words.ts";
import { whatIn, whatParameter, whatText, windowText } from "./shared.ts";
import { words as shared } from "./shared.words.ts";

const option = { place: "option", kind: "moment" } as const;
/** While Ceph or the backups rest, hosts go on taking jobs. */
const closesAny = (what: string): boolean => closesHost({ what }, what);
const iso = (at: number): string => new Date(at).toISOString().replace(".000", "");

/** /maintenance add WHAT TEXT --from --until: for that time nothing of it is expected to work. */
export const addMaintenance = actionCommand<"maintenance.add">({
  kind: "action",
  action: "maintenance.add",
  family: "maintenance",
  verb: "add",
  summary: words.summary,
  parameters: [
    whatParameter,
    {
      ...{ name: "reason", kind: "text", place: "positional", required: true },
      ...{ many: true, limit: 200, text: shared.text },
    },
    { name: "from", ...option, required: false, text: shared.from },
    { name: "until", ...option, required: true, text: shared.until },
  ],
  examples: [
    "/maintenance add vm1 ディスクの交換 --from 12/5 13:00 --until 15:00",
    "/maintenance add ceph new switches --from 12/5 13:00 --until +2h",
  ],
  prepare: async (values, context) => {
    const what = whatIn(values, context);
    if (!what.ok) return what;
    const times = readTimes(values, context);
    if (!times.ok) return times;
    const { from, until } = times.value;
    if (until === undefined) return refused(refuse("order.times"));
    const hosts = anyHost(context);
    if (!hosts.ok) return hosts;
    const input = { what: what.value, from, until, reason: textIn(values, "reason") };
    return accepted({ host: hosts.value[0]?.host ?? "", input });
  },
  working: () => words.working,
  steps: words.steps,
  line: ({ what, from, until, reason }) =>
    formatLine(["maintenance", "add", what, reason], { from: iso(from), until: iso(until) }),
  done: (output, context) => {
    const { language } = context;
    return {
      tone: "done",
      title: words.done[language](whatText(output.what)[language]),
      text: [
        words.announced[language],
        ...(closesAny(output.what) ? [words.closed[language]] : []),
        words.quiet[language],
      ],
      fields: [
        { label: shared.when[language], value: windowText(output, context) },
        { label: shared.why[language], value: output.reason },
      ],
      buttons: [
        { label: shared.list[language], line: "/maintenance list" },
        { label: shared.end[language], line: formatLine(["maintenance", "end", output.what]) },
      ],
      privacy: "private",
    };
  },
});
