import type { InputOf } from "../../protocol/action.ts";
import { type GpuWork, type gpuJob, imageText, scriptMaxBytes } from "../../protocol/actions/gpu.ts";
import { accepted, type Outcome, refuse, refused } from "../../protocol/refusal.ts";
import { gpuJobNameSchema } from "../../protocol/slurm.ts";
import { ownPath } from "../backup/shared.ts";
import { shown } from "../kit/characters.ts";
import { actionCommand, type Parameter, textIn, type Values } from "../kit/definition.ts";
import { formatLine, sizeValue } from "../kit/format-line.ts";
import type { Context } from "../kit/ports.ts";
import { clusterHost } from "./host.ts";
import { readImage } from "./image-choice.ts";
import { words } from "./job.words.ts";
import { endedReply } from "./job-ended.ts";

type Input = InputOf<typeof gpuJob>;

/** What a job gets where nothing is said; the host makes it fit its nodes. */
const usual = { gpus: 1, cpus: 4, memoryMiB: 16_384, minutes: 60 } as const;

const option = { place: "option", required: false } as const;
const parameters: readonly Parameter[] = [
  { name: "work", kind: "text", place: "positional", required: false, many: true, limit: 2_000, text: words.work },
  { name: "script", kind: "file", ...option, text: words.script },
  { name: "image", kind: "text", ...option, limit: 500, text: words.image },
  { name: "gpus", kind: "integer", ...option, minimum: 0, maximum: 16, text: words.gpus },
  { name: "cpus", kind: "integer", ...option, minimum: 1, maximum: 512, text: words.cpus },
  { name: "memory", kind: "size", ...option, unit: "G", minimum: 64, maximum: 4_194_304, text: words.memory },
  { name: "time", kind: "text", ...option, text: words.time },
  { name: "name", kind: "text", ...option, text: words.name },
];

/** /gpu job SCRIPT|COMMAND: from a script to its result. */
export const job = actionCommand<"gpu.job">({
  kind: "action",
  action: "gpu.job",
  family: "gpu",
  verb: "job",
  summary: words.summary,
  parameters,
  oneOf: ["work", "script"],
  examples: ["/gpu job train.py --image pytorch", "/gpu job nvidia-smi", "/gpu job train.py --time 2h --memory 32G"],
  prepare: async (values, context) => {
    const work = workIn(values, context);
    if (!work.ok) return work;
    const typedImage = textIn(values, "image");
    const image = typedImage === "" ? accepted(undefined) : readImage(typedImage, context);
    if (!image.ok) return image;
    const minutes = minutesIn(textIn(values, "time"));
    if (!minutes.ok) return minutes;
    const typedName = textIn(values, "name");
    const name = gpuJobNameSchema.safeParse(typedName);
    if (typedName !== "" && !name.success) return refused(refuse("gpu.name", { typed: shown(typedName) }));
    const host = clusterHost(context, "gpu.job");
    if (!host.ok) return host;
    const given = {
      ...{ gpus: values["gpus"], cpus: values["cpus"], memoryMiB: values["memory"], minutes: minutes.value },
    };
    const asked = Object.entries(given).flatMap(([key, value]) => (typeof value === "number" ? [[key, value]] : []));
    const input = {
      ...{ work: work.value, ...usual, ...Object.fromEntries(asked) },
      ...(image.value === undefined ? {} : { image: image.value }),
      typed: typedOf(given, name.success),
      ...(name.success ? { name: name.data } : {}),
    };
    return accepted({ host: host.value, input });
  },
  working: ({ work, name }) => {
    const called = name ?? (work === undefined ? "" : workText(work));
    return { ja: words.working.ja(called), en: words.working.en(called) };
  },
  steps: words.steps,
  line: (input) => {
    const { work, image, gpus, cpus, memoryMiB, minutes, name } = input;
    // What was attached has to be attached again.
    return formatLine(["gpu", "job", ...(work.kind === "attached" ? [] : [workText(work)])], {
      image: image === undefined ? undefined : imageText(image),
      gpus: gpus === usual.gpus ? undefined : gpus,
      cpus: cpus === usual.cpus ? undefined : cpus,
      memory: memoryMiB === usual.memoryMiB ? undefined : sizeValue(memoryMiB),
      time: minutes === usual.minutes ? undefined : `${minutes}m`,
      name,
    });
  },
  done: endedReply,
});

function workText(work: GpuWork): string {
  if (work.kind === "attached") return work.name;
  return work.kind === "path" ? `~/${work.path}` : work.command;
}

const typedOf = (given: Readonly<Record<string, unknown>>, isNamed: boolean): Input["typed"] => {
  const numbers = (["gpus", "cpus", "memoryMiB", "minutes"] as const).filter((key) => given[key] !== undefined);
  return [...numbers, ...(isNamed ? (["name"] as const) : [])];
};

/** A single word that looks like a script is one; anything else is a command. */
function workIn(values: Values, context: Context): Outcome<GpuWork> {
  const { script } = values;
  if (typeof script === "object") {
    const size = script.content.byteLength;
    const name = script.name.replaceAll(/[\p{C}\p{Zl}\p{Zp}/\\]/gu, "").slice(-120) || "script";
    if (size > scriptMaxBytes) return refused(refuse("file.too_large", { name, size, limit: scriptMaxBytes }));
    return accepted({ kind: "attached", name, base64: Buffer.from(script.content).toString("base64") });
  }
  const typed = textIn(values, "work").trim();
  const isScript = !/\s/u.test(typed) && (/\.(?:py|sh|bash)$/iu.test(typed) || /^(?:~\/|\.\/|\/home\/)/u.test(typed));
  if (!isScript) return accepted({ kind: "command", command: typed });
  const path = ownPath(typed, context.person);
  if (path.ok && path.value !== "") return accepted({ kind: "path", path: path.value });
  return refused(refuse("gpu.script_missing", { path: shown(typed) }));
}

const units: Readonly<Record<string, number>> = { m: 1, min: 1, h: 60, d: 1_440, "": 1, 分: 1, 時間: 60, 日: 1_440 };

/** 90m, 2h, 1d, 1h30m, 90 (minutes). Refused: gpu.time. */
function minutesIn(typed: string): Outcome<number | undefined> {
  if (typed === "") return accepted(undefined);
  const text = typed.normalize("NFKC").toLowerCase().replaceAll(/\s/gu, "");
  const parts = [...text.matchAll(/(\d{1,6}(?:\.\d{1,2})?)(min|m|h|d|分|時間|日|$)/gu)];
  const minutes = Math.ceil(parts.reduce((sum, [, count, unit = ""]) => sum + Number(count) * (units[unit] ?? 1), 0));
  const isWhole = parts.map(([part]) => part).join("") === text;
  return isWhole && minutes >= 1 && minutes <= 43_200
    ? accepted(minutes)
    : refused(refuse("gpu.time", { typed: shown(typed) }));
}
