import type { OutputOf } from "../../protocol/action.ts";
import type { backupStatus } from "../../protocol/actions/backup.ts";
import { accepted } from "../../protocol/refusal.ts";
import { backupsChart } from "../alert/trend.ts";
import { actionCommand } from "../kit/definition.ts";
import { formatLine } from "../kit/format-line.ts";
import type { Context } from "../kit/ports.ts";
import { bytesText, listText, timeText } from "../kit/text.ts";
import { backupHost, hostParameter } from "./shared.ts";
import { shared } from "./shared.words.ts";
import { words } from "./status.words.ts";

type Status = OutputOf<typeof backupStatus>;

/** /backup status: each level's last good and next, how full the disk is and how it fills. */
export const statusOfBackups = actionCommand<"backup.status">({
  kind: "action",
  action: "backup.status",
  family: "backup",
  verb: "status",
  summary: words.summary,
  parameters: [hostParameter],
  examples: ["/backup status", "/backup status --host vm1"],
  prepare: async (values, context) => {
    const host = backupHost(values, context);
    return host.ok ? accepted({ host: host.value, input: {} }) : host;
  },
  working: () => words.working,
  steps: {},
  line: (_, host) => formatLine(["backup", "status"], { host }),
  done: (status, context) => {
    const { language } = context;
    const { drilled, hosts } = status;
    const chart = backupsChart(status.host, context.figures, context);
    const names = hosts.map(({ name, there }) => (there ? name : words.missing[language](name)));
    return {
      tone: "information",
      title: words.title[language](status.host),
      text: [shared.noDisks[language]],
      list: status.levels.map((level) => ({ title: level.level, cells: cellsOf(level, context) })),
      fields: [
        { label: words.hosts[language], value: listText(names, language) },
        ...diskFields(status, context),
        {
          label: words.drill[language],
          value:
            drilled === null
              ? words.noDrill[language]
              : words.drilled[language](timeText(drilled.at, context), drilled.files, drilled.wrong),
        },
      ],
      buttons: [{ label: shared.list[language], line: "/backup list" }],
      ...(chart === undefined ? {} : { chart }),
      privacy: "place",
    };
  },
});

function cellsOf({ good, last, running, next, has, keeps }: Status["levels"][number], context: Context) {
  const { language } = context;
  const trouble = last === null || last.good ? [] : [words[last.refused ? "left" : "failed"][language]];
  return [
    good === null ? words.never[language] : words.good[language](timeText(good, context)),
    ...(running ? [words.running[language]] : trouble),
    ...(next === null ? [] : [words.next[language](timeText(next, context))]),
    words.has[language](has, keeps),
  ];
}

function diskFields({ disk, growth, days }: Status, { language }: Context) {
  if (disk === null) return [];
  const trend =
    growth === null
      ? words.unknown[language]
      : growth <= 0
        ? words.still[language]
        : words.growth[language](bytesText(growth));
  return [
    {
      label: words.disk[language],
      value: words.used[language](bytesText(disk.total - disk.free), bytesText(disk.total)),
    },
    { label: words.trend[language], value: `${trend}${days === null ? "" : words.days[language](days)}` },
  ];
}
