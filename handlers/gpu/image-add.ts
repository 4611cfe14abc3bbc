import type { InputOf } from "../../protocol/action.ts";
import { gpuImageAdd } from "../../protocol/actions/gpu-look.ts";
import { accepted, type Outcome, refuse, refused } from "../../protocol/refusal.ts";
import { shown } from "../kit/characters.ts";
import { actionCommand, type Values } from "../kit/definition.ts";
import { formatLine } from "../kit/format-line.ts";
import { sizeText } from "../kit/text.ts";
import { textOf } from "../vm/parameters.ts";
import { clusterHost } from "./host.ts";
import { words } from "./image-add.words.ts";

const option = { place: "option", required: false, kind: "text" } as const;
const positional = { place: "positional", required: true } as const;

/** /gpu image add NAME PATH: offers a sif to everybody's jobs. */
export const addImage = actionCommand<"image.add">({
  kind: "action",
  action: "image.add",
  family: "gpu",
  verb: "image add",
  summary: words.summary,
  parameters: [
    { ...positional, name: "name", kind: "word", text: words.name },
    { ...positional, name: "path", kind: "text", text: words.path, limit: 500 },
    { ...option, name: "ja", text: words.ja },
    { ...option, name: "en", text: words.en },
  ],
  examples: [
    "/gpu image add pytorch /srv/images/pytorch-2.4.sif",
    "/gpu image add jax /srv/images/jax.sif --ja 'JAX(CUDA 12)' --en 'JAX (CUDA 12)'",
  ],
  prepare: async (values, context) => {
    const input = read(values);
    if (!input.ok) return input;
    const host = clusterHost(context, "image.add");
    return host.ok ? accepted({ host: host.value, input: input.value }) : host;
  },
  working: ({ name }) => ({ ja: words.working.ja(name), en: words.working.en(name) }),
  steps: words.steps,
  line: ({ name, path, title }) => formatLine(["gpu", "image", "add", name, path], { ja: title?.ja, en: title?.en }),
  done: ({ image: { name, framework, cuda, bytes } }, { language }) => ({
    tone: "done",
    title: words.done[language](name),
    text: [words.next[language]],
    fields: [
      { label: words.framework[language], value: framework ?? words.unknown[language] },
      { label: words.cuda[language], value: cuda ?? words.unknown[language] },
      { label: words.size[language], value: sizeText(bytes / 1024 ** 2) },
    ],
    buttons: [
      { label: words.check[language], line: formatLine(["gpu", "check", name]), style: "primary" },
      { label: words.list[language], line: "/gpu images" },
    ],
    privacy: "private",
  }),
});

/** Refused: image.name, image.path, image.title. */
function read(values: Values): Outcome<InputOf<typeof gpuImageAdd>> {
  const [name, path] = [textOf(values, "name") ?? "", textOf(values, "path") ?? ""];
  const [ja, en] = [textOf(values, "ja"), textOf(values, "en")];
  const parsed = gpuImageAdd.input.safeParse({ name, path, title: { ja: ja ?? en ?? name, en: en ?? ja ?? name } });
  if (parsed.success) return accepted(parsed.data);
  const field = parsed.error.issues[0]?.path[0];
  if (field === "name") return refused(refuse("image.name", { typed: shown(name) }));
  return refused(field === "path" ? refuse("image.path", { typed: shown(path) }) : refuse("image.title"));
}
