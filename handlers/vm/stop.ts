import { accepted } from "../../protocol/refusal.ts";
import { actionCommand } from "../kit/definition.ts";
import { guestLine, placeFor } from "./named.ts";
import { guestParameter, hostParameter, textOf } from "./parameters.ts";
import { button } from "./reachable.ts";
import { shared, steps } from "./shared.words.ts";
import { words } from "./stop.words.ts";

/** /vm stop NAME [--force]: cutting the power can lose data, so it asks once. */
export const stop = actionCommand<"vm.stop">({
  kind: "action",
  action: "vm.stop",
  family: "vm",
  verb: "stop",
  summary: words.summary,
  asks: true,
  parameters: [
    guestParameter,
    { name: "force", kind: "flag", place: "option", required: false, text: words.force },
    hostParameter,
  ],
  examples: ["/vm stop web", "/vm stop web --force"],
  prepare: async (values, context) => {
    const place = placeFor(values, context);
    if (!place.ok) return place;
    const { host, name } = place.value;
    const { language } = context;
    const force = values["force"] === true;
    if (!force) return accepted({ host, input: { name, force } });
    const line = `${guestLine("stop", name, textOf(values, "host"), { force })} --yes`;
    return accepted({
      host,
      input: { name, force },
      confirm: {
        tone: "question",
        title: words.question[language](name),
        text: [words.loses[language]],
        buttons: [{ label: shared.yesStop[language], line, style: "danger" }, button("stop", name, context)],
        privacy: "private",
      },
    });
  },
  working: ({ name }) => ({ ja: words.working.ja(name), en: words.working.en(name) }),
  steps: { shutdown: steps.shutdown, off: steps.off },
  line: ({ name, force }, host) => guestLine("stop", name, host, { force }),
  done: ({ name }, context) => ({
    tone: "done",
    title: words.done[context.language](name),
    text: [words.kept[context.language]],
    buttons: [button("start", name, context), { ...button("delete", name, context), style: "danger" }],
    privacy: "private",
  }),
});
