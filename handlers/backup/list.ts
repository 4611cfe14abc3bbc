import type { OutputOf } from "../../protocol/action.ts";
import type { backupList } from "../../protocol/actions/backup.ts";
import { accepted } from "../../protocol/refusal.ts";
import { actionCommand, textIn } from "../kit/definition.ts";
import { formatLine } from "../kit/format-line.ts";
import type { Context } from "../kit/ports.ts";
import { bytesText, timeText } from "../kit/text.ts";
import { dayText } from "../kit/zone.ts";
import { words } from "./list.words.ts";
import { backupHost, backupLine, homePath, hostParameter, ownPath, pathParameter } from "./shared.ts";
import { shared } from "./shared.words.ts";

/** A message shows no more versions than that. */
const mostShown = 25;

/** /backup list [PATH]: in which snapshots one's own file is; a folder's with what is in it. */
export const listBackups = actionCommand<"backup.list">({
  kind: "action",
  action: "backup.list",
  family: "backup",
  verb: "list",
  summary: words.summary,
  parameters: [pathParameter(false), hostParameter],
  examples: ["/backup list", "/backup list ~/report.tex"],
  prepare: async (values, context) => {
    const path = ownPath(textIn(values, "path"), context.person);
    if (!path.ok) return path;
    const host = backupHost(values, context);
    return host.ok ? accepted({ host: host.value, input: { path: path.value } }) : host;
  },
  working: () => words.working,
  steps: {},
  line: (input, host) => backupLine("list", input, host),
  done: (output, context) => {
    const { path, versions, entries, more } = output;
    const { language } = context;
    const older = versions.length - mostShown;
    const inside = entries.map(({ name, kind, size }) => `${sizeOf(kind, size, context).padStart(10)}  ${name}\n`);
    return {
      tone: "information",
      title:
        versions.length === 0
          ? words.none[language](homePath(path))
          : words.title[language](homePath(path), versions.length),
      text: [
        ...(versions.length === 0 ? [words.nextNight[language]] : []),
        ...(entries.length === 0 ? [] : [words.inside[language](entries.length, more)]),
        ...(older > 0 ? [words.more[language](older, restoreLine(path, versions[mostShown]?.at ?? 0, context))] : []),
        shared.noDisks[language],
      ],
      list: versions.slice(0, mostShown).map((version) => row(version, context)),
      ...(entries.length === 0 ? {} : { file: { name: words.file, content: inside.join("") } }),
      buttons: [
        ...(versions.length === 0 || path === ""
          ? []
          : [{ label: words.restore[language], line: backupLine("restore", { path }), style: "primary" as const }]),
        { label: shared.status[language], line: "/backup status" },
      ],
      privacy: "private",
    };
  },
});

/** As people type it: a day, not a moment. */
const restoreLine = (path: string, at: number, { timeZone }: Context): string =>
  formatLine(["backup", "restore", path === "" ? "~" : path], { "as-of": dayText(at, timeZone) });

type Version = OutputOf<typeof backupList>["versions"][number];

const row = ({ at, kind, size }: Version, context: Context) => ({
  title: timeText(at, context),
  cells: [sizeOf(kind, size, context)],
});

const sizeOf = (kind: Version["kind"], size: number, { language }: Context): string =>
  kind === "file" ? bytesText(size) : shared.kinds[kind][language];

/** People look at single files here, most of which are smaller than a megabyte. */
