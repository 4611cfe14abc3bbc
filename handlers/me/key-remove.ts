import { keyCommentSchema } from "../../protocol/actions/keys.ts";
import { accepted, refuse, refused } from "../../protocol/refusal.ts";
import { shown } from "../kit/characters.ts";
import { actionCommand } from "../kit/definition.ts";
import { formatLine } from "../kit/format-line.ts";
import { keeperOf } from "./key-host.ts";
import { keyLine, nameOf } from "./key-list.ts";
import { words } from "./key-remove.words.ts";

/** /me key remove WHICH: forgets one of the person's own public keys, by fingerprint or comment. */
export const removeKey = actionCommand<"key.remove">({
  kind: "action",
  action: "key.remove",
  family: "me",
  verb: "key remove",
  summary: words.summary,
  parameters: [{ name: "which", kind: "text", place: "positional", required: true, text: words.which, many: true }],
  examples: ["/me key remove phone", "/me key remove SHA256:Yr5NVjsG2xDv"],
  prepare: async ({ which }, context) => {
    const read = keyCommentSchema.min(1).safeParse(which);
    if (!read.success) return refused(refuse("key.unknown", { typed: shown(typeof which === "string" ? which : "") }));
    const keeper = keeperOf(context);
    return keeper.ok ? accepted({ host: keeper.value.host, input: { which: read.data } }) : keeper;
  },
  working: () => words.working,
  steps: words.steps,
  line: ({ which }) => formatLine(["me", "key", "remove", which]),
  done: ({ removed }, context) => ({
    tone: "done",
    title: words.done[context.language](nameOf(removed)),
    text: [words.later[context.language], words.before[context.language]],
    list: [keyLine(removed, context)],
    buttons: [{ label: words.list[context.language], line: "/me key list" }],
    privacy: "private",
  }),
});
