import { accepted } from "../../protocol/refusal.ts";
import { actionCommand } from "../kit/definition.ts";
import { guestLine, placeFor } from "./named.ts";
import { guestParameter, hostParameter } from "./parameters.ts";
import { reachableReply } from "./reachable.ts";
import { steps } from "./shared.words.ts";
import { words } from "./start.words.ts";

/** /vm start NAME */
export const start = actionCommand<"vm.start">({
  kind: "action",
  action: "vm.start",
  family: "vm",
  verb: "start",
  summary: words.summary,
  parameters: [guestParameter, hostParameter],
  examples: ["/vm start web", "/vm start web --host vm1"],
  prepare: async (values, context) => {
    const place = placeFor(values, context);
    return place.ok ? accepted({ host: place.value.host, input: { name: place.value.name } }) : place;
  },
  working: ({ name }) => ({ ja: words.working.ja(name), en: words.working.en(name) }),
  steps: { start: steps.start, address: steps.address },
  line: ({ name }, host) => guestLine("start", name, host),
  done: (guest, context) => reachableReply(guest, words.done[context.language](guest.name), context),
});
