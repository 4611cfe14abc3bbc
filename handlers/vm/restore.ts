import type { InputOf } from "../../protocol/action.ts";
import { backupIdSchema, type vmRestore } from "../../protocol/actions/vm-backup.ts";
import { accepted, type Outcome, refuse, refused } from "../../protocol/refusal.ts";
import { fold, shown } from "../kit/characters.ts";
import { actionCommand, type Values } from "../kit/definition.ts";
import { formatLine } from "../kit/format-line.ts";
import type { Context } from "../kit/ports.ts";
import { sizeText, timeText } from "../kit/text.ts";
import { readAsOf } from "./as-of.ts";
import { backups } from "./backups.ts";
import { placeFor } from "./named.ts";
import { guestParameter, hostParameter, textOf } from "./parameters.ts";
import { button } from "./reachable.ts";
import { words } from "./restore.words.ts";
import { shared } from "./shared.words.ts";

type Input = InputOf<typeof vmRestore>;

/** /vm restore NAME: shows which backup would come in the disk's place, and asks once. */
export const restore = actionCommand<"vm.restore">({
  kind: "action",
  action: "vm.restore",
  family: "vm",
  verb: "restore",
  summary: words.summary,
  asks: true,
  parameters: [
    guestParameter,
    { name: "as-of", kind: "text", place: "option", required: false, text: words.asOf, limit: 40 },
    { name: "id", kind: "text", place: "option", required: false, text: words.id, limit: 20 },
    hostParameter,
  ],
  examples: ["/vm restore web", "/vm restore web --as-of yesterday", "/vm restore web --as-of 2h --yes"],
  prepare: async (values, context) => {
    const place = placeFor(values, context);
    if (!place.ok) return place;
    const which = whichOf(values, context);
    if (!which.ok) return which;
    const { host, name } = place.value;
    const input: Input = { name, ...which.value };
    return accepted({ host, input, look: { command: backups, input: { ...input, ask: true } } });
  },
  working: ({ name }) => ({ ja: words.working.ja(name), en: words.working.en(name) }),
  steps: words.steps,
  line: ({ name, id, asOf }, host) =>
    formatLine(["vm", "restore", name], {
      id,
      "as-of": asOf === undefined ? undefined : new Date(asOf).toISOString(),
      host,
    }),
  done: ({ name, host, backup, running }, context) => {
    const { language } = context;
    return {
      tone: "done",
      title: words.done[language](name, timeText(backup.takenAt, context)),
      text: [running ? words.runs[language] : words.off[language]],
      fields: [
        { label: shared.host[language], value: host },
        { label: shared.disk[language], value: sizeText(backup.diskGiB * 1024) },
      ],
      buttons: [button(running ? "ip" : "start", name, context), button("show", name, context)],
      privacy: "private",
    };
  },
});

/** Refused: since.invalid, backup.unknown. */
function whichOf(values: Values, context: Context): Outcome<Pick<Input, "id" | "asOf">> {
  const typedId = textOf(values, "id");
  const typedTime = textOf(values, "as-of");
  if (typedId !== undefined) {
    const id = backupIdSchema.safeParse(fold(typedId));
    if (id.success) return accepted({ id: id.data });
    return refused(refuse("backup.unknown", { name: textOf(values, "name") ?? "", id: shown(typedId) }));
  }
  if (typedTime === undefined) return accepted({});
  const asOf = readAsOf(typedTime, context);
  return asOf.ok ? accepted({ asOf: asOf.value }) : asOf;
}
