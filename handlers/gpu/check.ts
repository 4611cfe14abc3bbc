import type { OutputOf } from "../../protocol/action.ts";
import { type gpuCheck, imageText } from "../../protocol/actions/gpu.ts";
import { accepted } from "../../protocol/refusal.ts";
import { actionCommand, textIn } from "../kit/definition.ts";
import { formatLine } from "../kit/format-line.ts";
import type { Language } from "../kit/reply.ts";
import { listText } from "../kit/text.ts";
import { words } from "./check.words.ts";
import { clusterHost } from "./host.ts";
import { readImage } from "./image-choice.ts";

type Output = OutputOf<typeof gpuCheck>;

/** /gpu check IMAGE: what an image sees of a GPU, and which one to use where it cannot. */
export const check = actionCommand<"gpu.check">({
  kind: "action",
  action: "gpu.check",
  family: "gpu",
  verb: "check",
  summary: words.summary,
  parameters: [{ name: "image", kind: "text", place: "positional", required: true, limit: 500, text: words.image }],
  examples: ["/gpu check pytorch", "/gpu check ~/my.sif", "/gpu check docker://nvcr.io/nvidia/pytorch:24.05-py3"],
  prepare: async (values, context) => {
    const image = readImage(textIn(values, "image"), context);
    if (!image.ok) return image;
    const host = clusterHost(context, "gpu.check");
    return host.ok ? accepted({ host: host.value, input: { image: image.value } }) : host;
  },
  working: ({ image }) => {
    const name = image === undefined ? "" : imageText(image);
    return { ja: words.working.ja(name), en: words.working.en(name) };
  },
  steps: words.steps,
  line: ({ image }) => formatLine(["gpu", "check", imageText(image)]),
  done: (output, { language }) => {
    const { image, verdict, instead, log } = output;
    const isWell = verdict === "usable" || verdict === "no_framework";
    const then = formatLine(["gpu", "job", "train.py"], { image });
    return {
      tone: isWell ? "done" : "failed",
      title: words.titles[verdict][language](image),
      text: [
        whyText(output, language),
        ...(isWell || log === null ? [] : [words.attached[language]]),
        ...(imageIsToBlame.has(verdict) ? [insteadText(instead, language)] : []),
      ],
      fields: fieldsOf(output, language),
      ...(isWell ? { code: then } : {}),
      buttons: [
        ...(isWell ? [] : instead.slice(0, 3)).map((name) => ({
          label: words.try[language](name),
          line: formatLine(["gpu", "check", name]),
        })),
        { label: words.images[language], line: "/gpu images" },
      ],
      ...(isWell || log === null ? {} : { file: { name: words.file, content: log.text } }),
      privacy: "private",
    };
  },
});

/** Another image would do; for the others nobody knows. */
const imageIsToBlame: ReadonlySet<Output["verdict"]> = new Set(["driver_too_old", "gpu_too_old", "no_gpu_seen"]);

function whyText({ verdict, seen }: Output, language: Language): string {
  if (verdict === "driver_too_old") return words.why[verdict][language](seen?.cuda ?? "", seen?.driverCuda ?? "");
  if (verdict !== "gpu_too_old") return words.why[verdict][language]();
  const [gpu] = seen?.gpus ?? [];
  return words.why[verdict][language](gpu?.name ?? "", (seen?.architectures ?? []).slice(0, 10).join(" "));
}

const insteadText = (instead: readonly string[], language: Language): string =>
  instead.length === 0 ? words.none[language] : words.instead[language](listText(instead, language));

/** What was seen, and nothing that was not. */
function fieldsOf({ node, seen }: Output, language: Language): { label: string; value: string }[] {
  const gpus = (seen?.gpus ?? []).map(
    ({ name, capability }) => `${name}${capability === null ? "" : words.capability[language](capability)}`,
  );
  const upTo = seen?.driverCuda == null ? "" : words.upTo[language](seen.driverCuda);
  const fields: readonly (readonly [label: string, value: string | null | undefined])[] = [
    [words.node[language], node],
    [words.gpu[language], gpus.length === 0 ? null : listText(gpus, language)],
    [words.driver[language], seen?.driver == null ? null : `${seen.driver}${upTo}`],
    [words.framework[language], seen?.framework],
    [words.cuda[language], seen?.cuda],
    [words.python[language], seen?.python],
  ];
  return fields.flatMap(([label, value]) => (value == null ? [] : [{ label, value }]));
}
