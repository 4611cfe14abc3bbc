import { accepted } from "../../protocol/refusal.ts";
import { actionCommand } from "../kit/definition.ts";
import { formatLine } from "../kit/format-line.ts";
import { timeText } from "../kit/text.ts";
import { cephHost, hostParameter } from "./host.ts";
import { words } from "./noout.words.ts";
import { shared } from "./shared.words.ts";
import { readSpan, spanText } from "./span.ts";

const usualMinutes = 60;
const bounds = { minimum: 5, maximum: 1_440 };

/** /ceph noout: for a restart or a repair, and never left behind. */
export const noout = actionCommand<"ceph.noout">({
  kind: "action",
  action: "ceph.noout",
  family: "ceph",
  verb: "noout",
  summary: words.summary,
  parameters: [
    { name: "for", kind: "text", place: "option", required: false, text: words.for, limit: 20 },
    { name: "end", kind: "flag", place: "option", required: false, text: words.end },
    hostParameter,
  ],
  examples: ["/ceph noout", "/ceph noout --for 1h", "/ceph noout --end"],
  prepare: async (values, context) => {
    const minutes = values["end"] === true ? accepted(0) : readSpan(values["for"], usualMinutes, bounds, context);
    if (!minutes.ok) return minutes;
    const host = cephHost(context, "ceph.noout", values["host"]);
    return host.ok ? accepted({ host: host.value, input: { minutes: minutes.value } }) : host;
  },
  working: ({ minutes }) => (minutes === 0 ? words.ending : words.working),
  steps: words.steps,
  line: ({ minutes }, host) =>
    formatLine(["ceph", "noout"], minutes === 0 ? { end: true, host } : { for: spanText(minutes), host }),
  done: ({ until }, reader) => {
    const { language } = reader;
    const buttons = [{ label: shared.showOsd[language], line: "/ceph osd" }];
    if (until === null) return { tone: "done", title: words.ended[language], buttons, privacy: "place" };
    return {
      tone: "done",
      title: words.done[language],
      text: [words.text[language]],
      fields: [{ label: words.until[language], value: timeText(until, reader) }],
      buttons: [...buttons, { label: words.ending[language], line: "/ceph noout --end" }],
      privacy: "place",
    };
  },
});
