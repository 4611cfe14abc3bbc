import type { OutputOf } from "../../protocol/action.ts";
import type { Backup, vmBackups } from "../../protocol/actions/vm-backup.ts";
import { accepted } from "../../protocol/refusal.ts";
import { actionCommand } from "../kit/definition.ts";
import { formatLine } from "../kit/format-line.ts";
import type { Context } from "../kit/ports.ts";
import type { Reply } from "../kit/reply.ts";
import { sizeText, timeText } from "../kit/text.ts";
import { words } from "./backups.words.ts";
import { guestLine, placeFor } from "./named.ts";
import { guestParameter, hostParameter } from "./parameters.ts";
import { shared } from "./shared.words.ts";

/** A message lists no more than that: newest first. */
const mostListed = 20;
const mostButtons = 3;

/** /vm backups NAME: what can be put back; also what /vm restore asks with. */
export const backups = actionCommand<"vm.backups">({
  kind: "action",
  action: "vm.backups",
  family: "vm",
  verb: "backups",
  summary: words.summary,
  parameters: [guestParameter, hostParameter],
  examples: ["/vm backups web", "/vm backups web --host vm1"],
  prepare: async (values, context) => {
    const place = placeFor(values, context);
    return place.ok ? accepted({ host: place.value.host, input: { name: place.value.name, ask: false } }) : place;
  },
  working: ({ name }) => ({ ja: words.working.ja(name), en: words.working.en(name) }),
  steps: {},
  line: ({ name }, host) => guestLine("backups", name, host),
  done: (output, context) =>
    output.asked && output.chosen !== null ? question(output, output.chosen, context) : listed(output, context),
});

function listed({ name, backups: all, host }: OutputOf<typeof vmBackups>, context: Context): Reply {
  const { language } = context;
  const more = all.length - mostListed;
  return {
    tone: "information",
    title: all.length === 0 ? words.none[language](name) : words.title[language](name, all.length),
    text: [
      all.length === 0 ? words.make[language] : words.how[language],
      ...(more > 0 ? [words.more[language](more)] : []),
    ],
    list: all.slice(0, mostListed).map((one) => ({
      title: timeText(one.takenAt, context),
      cells: [one.id, sizeText(one.usedMiB), ...(one.earlier ? [words.earlier[language]] : [])],
    })),
    buttons: [
      { label: words.now[language], line: guestLine("backup", name, host) },
      ...all.slice(0, mostButtons).map((one) => ({
        label: words.put[language](timeText(one.takenAt, context)),
        line: formatLine(["vm", "restore", name], { id: one.id, host }),
      })),
    ],
    privacy: "private",
  };
}

/** What would be lost, and what would come in its place. */
function question(output: OutputOf<typeof vmBackups>, chosen: Backup, context: Context): Reply {
  const { language } = context;
  const { name, host, running } = output;
  return {
    tone: "question",
    title: words.question[language](name, timeText(chosen.takenAt, context)),
    text: [
      words.loses[language],
      ...(running ? [words.cuts[language]] : []),
      ...(chosen.earlier ? [words.ofEarlier[language]] : []),
    ],
    fields: [
      { label: shared.host[language], value: host },
      { label: words.id[language], value: chosen.id },
      { label: shared.disk[language], value: sizeText(chosen.diskGiB * 1024) },
    ],
    buttons: [
      {
        label: words.yes[language],
        line: `${formatLine(["vm", "restore", name], { id: chosen.id, host })} --yes`,
        style: "danger",
      },
      { label: words.list[language], line: guestLine("backups", name, host) },
    ],
    privacy: "private",
  };
}
