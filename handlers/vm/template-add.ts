import { templateAdd } from "../../protocol/actions/templates.ts";
import { accepted, type Outcome, refuse, refused } from "../../protocol/refusal.ts";
import { shown } from "../kit/characters.ts";
import { actionCommand, type Values } from "../kit/definition.ts";
import { formatLine } from "../kit/format-line.ts";
import { sizeText } from "../kit/text.ts";
import { hostParameter, textOf } from "./parameters.ts";
import { shared } from "./shared.words.ts";
import { words } from "./template-add.words.ts";
import { templateHost } from "./template-host.ts";

const option = { place: "option", required: false, kind: "text" } as const;
const positional = { place: "positional", required: true } as const;

/** /vm template add NAME PATH SHA256: takes an image on a host as a template, once two administrators signed it. */
export const addTemplate = actionCommand<"template.add">({
  kind: "action",
  action: "template.add",
  family: "vm",
  verb: "template add",
  summary: words.summary,
  parameters: [
    { ...positional, name: "name", kind: "word", text: words.name },
    { ...positional, name: "path", kind: "text", text: words.path, limit: 1_000 },
    { ...positional, name: "sha256", kind: "text", text: words.sha256 },
    { ...option, name: "ja", text: words.ja },
    { ...option, name: "en", text: words.en },
    { ...hostParameter, text: words.host },
  ],
  examples: [
    `/vm template add debian-13 /srv/images/debian-13.qcow2 ${"0123456789abcdef".repeat(4)}`,
    `/vm template add os-lab /srv/images/os-lab.qcow2 ${"0123456789abcdef".repeat(4)} --ja OS実習 --en 'OS course'`,
  ],
  prepare: async (values, context) => {
    const input = read(values);
    if (!input.ok) return input;
    const host = templateHost(context, textOf(values, "host"));
    return host.ok ? accepted({ host: host.value, input: input.value }) : host;
  },
  working: ({ name }) => ({ ja: words.working.ja(name), en: words.working.en(name) }),
  steps: words.steps,
  line: ({ name, source, sha256, title }, host) =>
    formatLine(["vm", "template", "add", name, source, sha256], { ja: title?.ja, en: title?.en, host }),
  done: ({ name, host, minimumDiskGiB }, { language }) => ({
    tone: "done",
    title: words.done[language](name),
    fields: [
      { label: shared.host[language], value: host },
      { label: words.minimum[language], value: sizeText(minimumDiskGiB * 1024) },
    ],
    code: formatLine(["vm", "create", name, "web"]),
    buttons: [{ label: words.list[language], line: "/vm templates" }],
    privacy: "private",
  }),
});

type Input = ReturnType<typeof templateAdd.input.parse>;

/** Refused: template.name, template.path, template.sha256, template.title. */
function read(values: Values): Outcome<Input> {
  const name = textOf(values, "name") ?? "";
  const [ja, en] = [textOf(values, "ja"), textOf(values, "en")];
  const parsed = templateAdd.input.safeParse({
    name,
    source: textOf(values, "path") ?? "",
    sha256: (textOf(values, "sha256") ?? "").toLowerCase(),
    title: { ja: ja ?? en ?? name, en: en ?? ja ?? name },
  });
  if (parsed.success) return accepted(parsed.data);
  const field = parsed.error.issues[0]?.path[0];
  const typed = (which: string) => ({ typed: shown(textOf(values, which) ?? "") });
  if (field === "name") return refused(refuse("template.name", typed("name")));
  if (field === "source") return refused(refuse("template.path", typed("path")));
  return refused(field === "sha256" ? refuse("template.sha256", typed("sha256")) : refuse("template.title"));
}
