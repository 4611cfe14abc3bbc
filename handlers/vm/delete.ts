import { accepted } from "../../protocol/refusal.ts";
import { actionCommand } from "../kit/definition.ts";
import type { Place } from "../kit/directory.ts";
import type { Context } from "../kit/ports.ts";
import type { Reply } from "../kit/reply.ts";
import { sizeText, timeText } from "../kit/text.ts";
import { words } from "./delete.words.ts";
import { guestLine, placeFor } from "./named.ts";
import { guestParameter, hostParameter, textOf } from "./parameters.ts";
import { button } from "./reachable.ts";
import { shared, states } from "./shared.words.ts";

/** /vm delete NAME: shows what will be destroyed and asks once. */
export const deleteGuest = actionCommand<"vm.delete">({
  kind: "action",
  action: "vm.delete",
  family: "vm",
  verb: "delete",
  summary: words.summary,
  asks: true,
  parameters: [guestParameter, hostParameter],
  examples: ["/vm delete web", "/vm delete web --yes"],
  prepare: async (values, context) => {
    const place = placeFor(values, context);
    if (!place.ok) return place;
    const { host, name } = place.value;
    return accepted({ host, input: { name }, confirm: question(place.value, textOf(values, "host"), context) });
  },
  working: ({ name }) => ({ ja: words.working.ja(name), en: words.working.en(name) }),
  steps: words.steps,
  line: ({ name }, host) => guestLine("delete", name, host),
  done: ({ name }, { language }) => ({
    tone: "done",
    title: words.done[language](name),
    text: [words.freed[language]],
    buttons: [{ label: shared.list[language], line: "/vm list" }],
    privacy: "private",
  }),
});

function question({ host, name, guest }: Place, requested: string | undefined, context: Context): Reply {
  const { language } = context;
  const known =
    guest === undefined
      ? []
      : [
          { label: shared.state[language], value: states[guest.state][language] },
          { label: shared.template[language], value: guest.template },
          { label: shared.disk[language], value: sizeText(guest.diskGiB * 1024) },
          { label: shared.created[language], value: timeText(Date.parse(guest.createdAt), context) },
          ...(guest.note === null ? [] : [{ label: shared.note[language], value: guest.note }]),
        ];
  return {
    tone: "question",
    title: words.question[language](name),
    text: [words.loses[language]],
    fields: [{ label: shared.host[language], value: host }, ...known],
    buttons: [
      { label: shared.yesDelete[language], line: `${guestLine("delete", name, requested)} --yes`, style: "danger" },
      button("show", name, context),
    ],
    privacy: "private",
  };
}
