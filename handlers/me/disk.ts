import type { OutputOf } from "../../protocol/action.ts";
import type { homeDisk } from "../../protocol/actions/home-disk.ts";
import { accepted, refuse, refused } from "../../protocol/refusal.ts";
import { shown } from "../kit/characters.ts";
import { actionCommand } from "../kit/definition.ts";
import type { Context } from "../kit/ports.ts";
import type { Reply } from "../kit/reply.ts";
import { bytesText } from "../kit/text.ts";
import { words } from "./disk.words.ts";

/** Near the limit, as a share of it. */
const nearly = 0.9;

/** /me disk: what one's home takes, its largest folders, and what can go. */
export const homeDiskCommand = actionCommand<"home.disk">({
  kind: "action",
  action: "home.disk",
  family: "me",
  verb: "disk",
  summary: words.summary,
  parameters: [],
  examples: ["/me disk", "/me disk --help"],
  prepare: async (_values, { directory }) => {
    const hosts = directory
      .hosts()
      .filter(({ silent, inventory }) => !silent && inventory.actions.includes("home.disk"));
    const [first] = hosts.toSorted((a, b) => (a.host < b.host ? -1 : 1));
    return first === undefined ? refused(refuse("home.not_here")) : accepted({ host: first.host, input: {} });
  },
  working: () => words.working,
  steps: {},
  line: () => "/me disk",
  done: (output, context) => told(output, context),
});

function told(output: OutputOf<typeof homeDisk>, context: Context): Reply {
  const { language } = context;
  const { bytes, quotaBytes, files, folders, removable, how, complete } = output;
  const total = complete ? bytesText(bytes) : words.atLeast[language](bytesText(bytes));
  const share = quotaBytes === null ? 0 : bytes / quotaBytes;
  const gain = removable.reduce((sum, one) => sum + one.bytes, 0);
  return {
    tone: "information",
    title:
      quotaBytes === null
        ? words.title[language](total)
        : words.titleOf[language](total, bytesText(quotaBytes), Math.round(share * 100)),
    text: [
      ...(share >= nearly ? [words.nearlyFull[language]] : []),
      how === "cephfs" ? words.cephfs[language] : words.counted[language],
      ...(complete ? [] : [words.incomplete[language]]),
      removable.length === 0 ? words.nothing[language] : words.removable[language](bytesText(gain)),
      ...removable.map((one) => `${bytesText(one.bytes)}  ~/${shown(one.path, 60)}: ${kindText(one.kind, context)}`),
    ],
    fields: [
      { label: words.home[language], value: shown(output.home, 80) },
      ...(how === "cephfs" ? [{ label: words.files[language], value: String(files) }] : []),
    ],
    list: folders.map((one) => ({ title: `~/${shown(one.path, 30)}`, cells: [bytesText(one.bytes)] })),
    ...(removable.length === 0 ? {} : { code: [...new Set(removable.map(({ command }) => command))].join("\n") }),
    privacy: "private",
  };
}

const kindText = (kind: string, { language }: Context): string =>
  (Object.hasOwn(words.kinds, kind) ? words.kinds[kind] : words.kinds["cache"])?.[language] ?? kind;
