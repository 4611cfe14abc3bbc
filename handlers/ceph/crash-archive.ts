import { accepted } from "../../protocol/refusal.ts";
import { actionCommand } from "../kit/definition.ts";
import { formatLine } from "../kit/format-line.ts";
import { words } from "./crash-archive.words.ts";
import { cephHost, hostParameter } from "./host.ts";

/** /ceph crash archive: the only way in which the alert of a daemon's crash goes. */
export const archiveCrashes = actionCommand<"ceph.crash">({
  kind: "action",
  action: "ceph.crash",
  family: "ceph",
  verb: "crash archive",
  summary: words.summary,
  parameters: [hostParameter],
  examples: ["/ceph crash archive", "/ceph crash archive --host vm1"],
  prepare: async (values, context) => {
    const host = cephHost(context, "ceph.crash", values["host"]);
    return host.ok ? accepted({ host: host.value, input: {} }) : host;
  },
  working: () => words.working,
  steps: words.steps,
  line: (_input, host) => formatLine(["ceph", "crash", "archive"], { host }),
  done: ({ crashes, left }, { language }) => ({
    tone: "done",
    title: words.done[language](crashes.length),
    text: left === 0 ? [] : [words.left[language](left)],
    list: crashes.map(({ daemon, at }) => ({ title: daemon, cells: [at] })),
    privacy: "place",
  }),
});
