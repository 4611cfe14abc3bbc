import { accepted } from "../../protocol/refusal.ts";
import { actionCommand } from "../kit/definition.ts";
import { formatLine } from "../kit/format-line.ts";
import { codeIn, codeParameter } from "./code.ts";
import { cephHost, hostParameter } from "./host.ts";
import { shared } from "./shared.words.ts";
import { words } from "./unmute.words.ts";

/** /ceph unmute CODE */
export const unmute = actionCommand<"ceph.unmute">({
  kind: "action",
  action: "ceph.unmute",
  family: "ceph",
  verb: "unmute",
  summary: words.summary,
  parameters: [codeParameter, hostParameter],
  examples: ["/ceph unmute OSD_DOWN", "/ceph unmute OSD_DOWN --host vm1"],
  prepare: async (values, context) => {
    const code = codeIn(values["code"]);
    if (!code.ok) return code;
    const host = cephHost(context, "ceph.unmute", values["host"]);
    return host.ok ? accepted({ host: host.value, input: { code: code.value } }) : host;
  },
  working: ({ code }) => ({ ja: words.working.ja(code), en: words.working.en(code) }),
  steps: words.steps,
  line: ({ code }, host) => formatLine(["ceph", "unmute", code], { host }),
  done: ({ code }, { language }) => ({
    tone: "done",
    title: words.done[language](code),
    buttons: [{ label: shared.showHealth[language], line: "/ceph health" }],
    privacy: "place",
  }),
});
