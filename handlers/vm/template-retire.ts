import { templateRetire } from "../../protocol/actions/templates.ts";
import { accepted, refuse, refused } from "../../protocol/refusal.ts";
import { shown } from "../kit/characters.ts";
import { actionCommand } from "../kit/definition.ts";
import { formatLine } from "../kit/format-line.ts";
import { hostParameter, textOf } from "./parameters.ts";
import { shared } from "./shared.words.ts";
import { templateHost } from "./template-host.ts";
import { words } from "./template-retire.words.ts";

/** /vm template retire NAME: no new guest is made from it, once two administrators signed that. */
export const retireTemplate = actionCommand<"template.retire">({
  kind: "action",
  action: "template.retire",
  family: "vm",
  verb: "template retire",
  summary: words.summary,
  parameters: [
    { name: "template", kind: "template", place: "positional", required: true, text: words.template },
    { ...hostParameter, text: words.host },
  ],
  examples: ["/vm template retire tiny", "/vm template retire tiny --host vm1"],
  prepare: async (values, context) => {
    const typed = textOf(values, "template") ?? "";
    const read = templateRetire.input.safeParse({ name: typed });
    if (!read.success) return refused(refuse("template.unknown", { typed: shown(typed) }));
    const { name } = read.data;
    const host = templateHost(context, textOf(values, "host"), ({ inventory }) =>
      inventory.templates.some((template) => template.name === name),
    );
    return host.ok ? accepted({ host: host.value, input: { name } }) : host;
  },
  working: ({ name }) => ({ ja: words.working.ja(name), en: words.working.en(name) }),
  steps: words.steps,
  line: ({ name }, host) => formatLine(["vm", "template", "retire", name], { host }),
  done: ({ name, host, guests }, { language }) => ({
    tone: "done",
    title: words.done[language](name),
    text: [words.kept[language](guests)],
    fields: [{ label: shared.host[language], value: host }],
    buttons: [{ label: words.list[language], line: "/vm templates" }],
    privacy: "private",
  }),
});
