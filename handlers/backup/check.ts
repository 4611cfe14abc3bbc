import type { Condition } from "../../protocol/monitor.ts";
import { accepted } from "../../protocol/refusal.ts";
import { rsnapshotIncidentWords } from "../incident-words/rsnapshot.ts";
import { actionCommand } from "../kit/definition.ts";
import { formatLine } from "../kit/format-line.ts";
import type { Context } from "../kit/ports.ts";
import { timeText } from "../kit/text.ts";
import { words } from "./check.words.ts";
import { backupHost, hostParameter } from "./shared.ts";
import { shared } from "./shared.words.ts";

/** /backup check: what the monitor would tell, at once and all of it; for administrators. */
export const checkBackups = actionCommand<"backup.check">({
  kind: "action",
  action: "backup.check",
  family: "backup",
  verb: "check",
  summary: words.summary,
  parameters: [hostParameter],
  examples: ["/backup check", "/backup check --host vm1"],
  prepare: async (values, context) => {
    const host = backupHost(values, context);
    return host.ok ? accepted({ host: host.value, input: {} }) : host;
  },
  working: () => words.working,
  steps: {},
  line: (_, host) => formatLine(["backup", "check"], { host }),
  done: ({ host, conditions }, context) => {
    const { language } = context;
    const isWell = conditions.length === 0;
    const fixes = [...new Set(conditions.flatMap((one) => one.fixes ?? []))].filter((line) => line !== "/backup check");
    const lines = conditions.flatMap((one) => one.lines);
    return {
      tone: "information",
      title: isWell ? words.well[language](host) : words.wrong[language](host, conditions.length),
      text: [...new Set(conditions.flatMap(({ code }) => rsnapshotIncidentWords[code]?.advice?.[language] ?? []))],
      list: conditions.map((one) => ({ title: titleOf(one, context), cells: [timeText(one.since, context)] })),
      ...(lines.length === 0 ? {} : { code: lines.join("\n") }),
      buttons: [
        ...fixes.slice(0, 3).map((line) => ({ label: line, line })),
        { label: shared.status[language], line: "/backup status" },
      ],
      privacy: "private",
    };
  },
});

const titleOf = ({ code, numbers }: Condition, { language }: Context): string =>
  rsnapshotIncidentWords[code]?.[language](numbers) ?? code;
