import { accepted } from "../../protocol/refusal.ts";
import { actionCommand } from "../kit/definition.ts";
import { guestLine, placeFor } from "./named.ts";
import { guestParameter, hostParameter } from "./parameters.ts";
import { reachableReply } from "./reachable.ts";
import { words } from "./restart.words.ts";
import { steps } from "./shared.words.ts";

/** /vm restart NAME */
export const restart = actionCommand<"vm.restart">({
  kind: "action",
  action: "vm.restart",
  family: "vm",
  verb: "restart",
  summary: words.summary,
  parameters: [guestParameter, hostParameter],
  examples: ["/vm restart web", "/vm restart web --host vm1"],
  prepare: async (values, context) => {
    const place = placeFor(values, context);
    return place.ok ? accepted({ host: place.value.host, input: { name: place.value.name } }) : place;
  },
  working: ({ name }) => ({ ja: words.working.ja(name), en: words.working.en(name) }),
  steps: { shutdown: steps.shutdown, off: steps.off, start: steps.start, address: steps.address },
  line: ({ name }, host) => guestLine("restart", name, host),
  done: (guest, context) => reachableReply(guest, words.done[context.language](guest.name), context),
});
