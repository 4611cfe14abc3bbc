import { classMost } from "../../protocol/actions/link.ts";
import { identityText } from "../../protocol/identity.ts";
import { accepted, refuse, refused } from "../../protocol/refusal.ts";
import { actionCommand } from "../kit/definition.ts";
import { anyHost, hostNamed } from "../kit/directory.ts";
import { formatLine } from "../kit/format-line.ts";
import { words } from "./class.words.ts";
import { type Members, readClass } from "./class-file.ts";
import { preview, sorted } from "./class-preview.ts";
import { decodeText } from "./csv.ts";

const domainShape = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i;
const workspaceShape = /^[TE][A-Z0-9]{1,30}$/;

/** /link class: an administrator's file says who everybody is; shown first, linked all at once. */
export const linkClass = actionCommand<"link.class">({
  kind: "action",
  action: "link.class",
  family: "link",
  verb: "class",
  summary: words.summary,
  parameters: [
    { name: "file", kind: "file", place: "option", required: true, text: words.file },
    { name: "workspace", kind: "text", place: "option", required: false, text: words.workspace },
    { name: "domain", kind: "text", place: "option", required: false, text: words.domain },
    { name: "host", kind: "host", place: "option", required: false, text: words.host },
  ],
  examples: ["/link class", "/link class --workspace T0123456789 --domain ie.example.ac.jp"],
  asks: true,
  prepare: async ({ file, workspace, domain, host }, context) => {
    if (context.identity.platform !== "terminal") return refused(refuse("link.terminal"));
    if (typeof file !== "object") return refused(refuse("value.file", { name: "FILE" }));
    const members = membersOf(workspace, domain);
    if (members === "half") return refused(refuse("link.members"));
    const hosts = typeof host === "string" ? hostNamed(context, host) : anyHost(context);
    if (!hosts.ok) return hosts;
    const view = "host" in hosts.value ? hosts.value : hosts.value[0];
    if (view === undefined) return refused(refuse("host.none"));
    const { text, encoding } = decodeText(file.content);
    const read = sorted(readClass(text, members), context);
    if (read.link.length === 0)
      return refused(refuse("link.class_empty", { already: read.already, wrong: read.wrong.length }));
    if (read.link.length > classMost)
      return refused(refuse("link.class_many", { count: read.link.length, limit: classMost }));
    const people = read.link.map(({ identity, account }) => ({ identity, account }));
    const again = formatLine(["link", "class"], {
      workspace: members?.workspace,
      domain: members?.domain,
      host: view.host,
    });
    return accepted({
      host: view.host,
      input: { people },
      confirm: preview(read, encoding, `${again} --yes`, context),
    });
  },
  working: () => words.working,
  steps: {},
  line: (_input, host) => formatLine(["link", "class"], { host }),
  done: ({ linked, refused: none }, { language }) => ({
    tone: "done",
    title: words.done[language](linked.length),
    text: [
      words.meaning[language],
      ...(none.length === 0 ? [] : [words.refused[language](none.map(({ account }) => account).join(", "))]),
    ],
    list: linked.map(({ identity, account }) => ({ title: account, cells: [identityText(identity)] })),
    privacy: "private",
  }),
});

/** Both or neither is said of a list of members. */
function membersOf(workspace: unknown, domain: unknown): Members | "half" | undefined {
  if (workspace === undefined && domain === undefined) return undefined;
  if (typeof workspace !== "string" || typeof domain !== "string") return "half";
  const at = workspace.toUpperCase();
  return workspaceShape.test(at) && domainShape.test(domain) ? { workspace: at, domain } : "half";
}
