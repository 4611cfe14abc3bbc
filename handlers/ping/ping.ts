import { accepted } from "../../protocol/refusal.ts";
import { actionCommand } from "../kit/definition.ts";
import { anyHost, hostNamed } from "../kit/directory.ts";
import { formatLine } from "../kit/format-line.ts";
import { words } from "./ping.words.ts";

/** /ping [HOST]: a no-op through every check. */
export const ping = actionCommand<"host.ping">({
  kind: "action",
  action: "host.ping",
  family: "ping",
  verb: "",
  summary: words.summary,
  parameters: [{ name: "host", kind: "host", place: "positional", required: false, text: words.host }],
  examples: ["/ping", "/ping vm1"],
  prepare: async (values, context) => {
    const requested = values["host"];
    if (typeof requested === "string") {
      const named = hostNamed(context, requested);
      return named.ok ? accepted({ host: named.value.host, input: {} }) : named;
    }
    const hosts = anyHost(context);
    return hosts.ok ? accepted({ host: hosts.value[0]?.host ?? "", input: {} }) : hosts;
  },
  working: () => words.working,
  steps: {},
  line: (_input, host) => formatLine(host === undefined ? ["ping"] : ["ping", host]),
  done: ({ host }, { language }) => ({
    tone: "done",
    title: words.done[language](host),
    text: [words.meaning[language]],
    privacy: "place",
  }),
});
