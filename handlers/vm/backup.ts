import { accepted } from "../../protocol/refusal.ts";
import { actionCommand } from "../kit/definition.ts";
import { sizeText, timeText } from "../kit/text.ts";
import { words } from "./backup.words.ts";
import { guestLine, placeFor } from "./named.ts";
import { guestParameter, hostParameter } from "./parameters.ts";
import { button } from "./reachable.ts";
import { shared } from "./shared.words.ts";

/** /vm backup NAME: copies a guest's disk to the pool, running or not. */
export const backup = actionCommand<"vm.backup">({
  kind: "action",
  action: "vm.backup",
  family: "vm",
  verb: "backup",
  summary: words.summary,
  parameters: [guestParameter, hostParameter],
  examples: ["/vm backup web", "/vm backup web --host vm1"],
  prepare: async (values, context) => {
    const place = placeFor(values, context);
    return place.ok ? accepted({ host: place.value.host, input: { name: place.value.name } }) : place;
  },
  working: ({ name }) => ({ ja: words.working.ja(name), en: words.working.en(name) }),
  steps: words.steps,
  line: ({ name }, host) => guestLine("backup", name, host),
  done: ({ name, backup: made, kept, running }, context) => {
    const { language } = context;
    return {
      tone: "done",
      title: words.done[language](name),
      text: [...(running ? [words.whileRunning[language]] : []), words.thinned[language]],
      fields: [
        { label: words.taken[language], value: timeText(made.takenAt, context) },
        { label: words.size[language], value: sizeText(made.usedMiB) },
        { label: words.kept[language], value: words.count[language](kept) },
      ],
      buttons: [{ label: words.list[language], line: guestLine("backups", name) }, button("show", name, context)],
      privacy: "private",
      footer: `${shared.disk[language]} ${sizeText(made.diskGiB * 1024)}`,
    };
  },
});
