import { accepted } from "../../protocol/refusal.ts";
import { actionCommand } from "../kit/definition.ts";
import { sizeText, timeText } from "../kit/text.ts";
import { buttonsFor, networkOf } from "./ip.ts";
import { guestLine, placeFor } from "./named.ts";
import { guestParameter, hostParameter } from "./parameters.ts";
import { shared, states } from "./shared.words.ts";
import { words } from "./show.words.ts";

/** /vm show NAME: everything about one guest. */
export const show = actionCommand<"vm.show">({
  kind: "action",
  action: "vm.show",
  family: "vm",
  verb: "show",
  summary: words.summary,
  parameters: [guestParameter, hostParameter],
  examples: ["/vm show web", "/vm show web --host vm1"],
  prepare: async (values, context) => {
    const place = placeFor(values, context);
    return place.ok ? accepted({ host: place.value.host, input: { name: place.value.name } }) : place;
  },
  working: ({ name }) => ({ ja: words.working.ja(name), en: words.working.en(name) }),
  steps: {},
  line: ({ name }, host) => guestLine("show", name, host),
  done: (guest, context) => {
    const { language } = context;
    const network = networkOf(guest, context);
    const used = sizeText(guest.diskUsedMiB);
    return {
      tone: "information",
      title: words.title[language](guest.name, states[guest.state][language]),
      ...network,
      fields: [
        ...(network.fields ?? []),
        { label: shared.host[language], value: guest.host },
        { label: shared.template[language], value: guest.template },
        { label: shared.cpu[language], value: shared.cpus[language](guest.cpu) },
        { label: shared.memory[language], value: sizeText(guest.memoryMiB) },
        { label: shared.disk[language], value: words.disk[language](sizeText(guest.diskGiB * 1024), used) },
        { label: shared.created[language], value: timeText(Date.parse(guest.createdAt), context) },
        ...(guest.note === null ? [] : [{ label: shared.note[language], value: guest.note }]),
        ...(guest.acceleration === "kvm" ? [] : [{ label: words.speed[language], value: words.emulated[language] }]),
      ],
      buttons: buttonsFor(guest, context),
      privacy: "private",
    };
  },
});
