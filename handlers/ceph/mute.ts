import { accepted } from "../../protocol/refusal.ts";
import { actionCommand } from "../kit/definition.ts";
import { formatLine } from "../kit/format-line.ts";
import { timeText } from "../kit/text.ts";
import { codeIn, codeParameter } from "./code.ts";
import { cephHost, hostParameter } from "./host.ts";
import { words } from "./mute.words.ts";
import { readSpan, spanText } from "./span.ts";

const usualMinutes = 240;
const bounds = { minimum: 5, maximum: 10_080 };

/** /ceph mute CODE: an administrator has seen it, and nobody is told of it for a while. */
export const mute = actionCommand<"ceph.mute">({
  kind: "action",
  action: "ceph.mute",
  family: "ceph",
  verb: "mute",
  summary: words.summary,
  parameters: [
    codeParameter,
    { name: "for", kind: "text", place: "option", required: false, text: words.for, limit: 20 },
    hostParameter,
  ],
  examples: ["/ceph mute OSD_DOWN", "/ceph mute OSD_DOWN --for 4h", "/ceph mute osdmap_flags --for 30m"],
  prepare: async (values, context) => {
    const code = codeIn(values["code"]);
    if (!code.ok) return code;
    const minutes = readSpan(values["for"], usualMinutes, bounds, context);
    if (!minutes.ok) return minutes;
    const host = cephHost(context, "ceph.mute", values["host"]);
    if (!host.ok) return host;
    return accepted({ host: host.value, input: { code: code.value, minutes: minutes.value } });
  },
  working: ({ code }) => ({ ja: words.working.ja(code), en: words.working.en(code) }),
  steps: words.steps,
  line: ({ code, minutes }, host) => formatLine(["ceph", "mute", code], { for: spanText(minutes), host }),
  done: ({ code, until }, reader) => ({
    tone: "done",
    title: words.done[reader.language](code),
    text: [words.text[reader.language]],
    fields: [{ label: words.until[reader.language], value: timeText(until, reader) }],
    buttons: [{ label: words.undo[reader.language], line: formatLine(["ceph", "unmute", code]) }],
    privacy: "place",
  }),
});
