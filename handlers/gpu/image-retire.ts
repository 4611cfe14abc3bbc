import { accepted, refuse, refused } from "../../protocol/refusal.ts";
import { gpuImageNameSchema } from "../../protocol/slurm.ts";
import { shown } from "../kit/characters.ts";
import { actionCommand, textIn } from "../kit/definition.ts";
import { formatLine } from "../kit/format-line.ts";
import { clusterHost } from "./host.ts";
import { words } from "./image-retire.words.ts";

/** /gpu image retire NAME: no new job finds it by its name. */
export const retireImage = actionCommand<"image.retire">({
  kind: "action",
  action: "image.retire",
  family: "gpu",
  verb: "image retire",
  summary: words.summary,
  parameters: [{ name: "image", kind: "word", place: "positional", required: true, text: words.name }],
  examples: ["/gpu image retire pytorch", "/gpu image retire jax"],
  prepare: async (values, context) => {
    const name = gpuImageNameSchema.safeParse(textIn(values, "image").toLowerCase());
    if (!name.success) return refused(refuse("image.unknown", { name: shown(textIn(values, "image")) }));
    const host = clusterHost(context, "image.retire");
    return host.ok ? accepted({ host: host.value, input: { name: name.data } }) : host;
  },
  working: ({ name }) => ({ ja: words.working.ja(name), en: words.working.en(name) }),
  steps: words.steps,
  line: ({ name }) => formatLine(["gpu", "image", "retire", name]),
  done: ({ image: { name, path } }, { language }) => ({
    tone: "done",
    title: words.done[language](name),
    text: [words.kept[language](path)],
    buttons: [{ label: words.list[language], line: "/gpu images" }],
    privacy: "private",
  }),
});
