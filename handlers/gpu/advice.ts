import type { GpuEnd } from "../../protocol/actions/gpu.ts";
import { formatLine, sizeValue } from "../kit/format-line.ts";
import type { Button, Language } from "../kit/reply.ts";
import { sizeText } from "../kit/text.ts";
import { words } from "./advice-shared.words.ts";

/** What one piece of advice says. */
export interface AdviceShown {
  readonly text: string;
  /** What to do next, where one line does it. */
  readonly button?: Button;
}

type Advice = GpuEnd["advice"][number];
type End = Pick<GpuEnd, "image" | "gpus" | "memoryMiB" | "minutes">;

/** Why a job may have ended as it did and what to do about it, for the person whose job it was. */
export function adviceShown(advice: Advice, end: End, language: Language): AdviceShown {
  const button = buttonFor(advice, end, language);
  return { text: textFor(advice, end, language), ...(button === undefined ? {} : { button }) };
}

/** Beyond what a code's words take by themselves. */
function textFor({ code, detail = "" }: Advice, end: End, language: Language): string {
  if (code === "out_of_memory") {
    return words[code][language](sizeText(end.memoryMiB), sizeValue(moreMemory(end.memoryMiB)));
  }
  if (code === "time_limit") return words[code][language](end.minutes, timeValue(end.minutes * 2));
  if (code === "no_gpu_seen" && end.gpus === 0) return words.no_gpu_asked[language]();
  if (code === "no_gpu_seen" && detail === "cpu_build") return words.cpu_build[language]();
  if (code === "module_missing" && /^lib.*\.so/u.test(detail)) return words.library_missing[language](detail);
  return words[code][language](detail);
}

/** Twice as much, in whole gigabytes. */
const moreMemory = (mebibytes: number): number => Math.ceil((mebibytes * 2) / 1024) * 1024;

/** Minutes as `--time` takes them: 90m, 2h. */
const timeValue = (minutes: number): string => (minutes % 60 === 0 ? `${minutes / 60}h` : `${minutes}m`);

const imageIsToBlame: ReadonlySet<Advice["code"]> = new Set([
  "driver_too_old",
  "no_kernel_image",
  "no_gpu_seen",
  "gpu_unused",
  "image_failed",
]);

function buttonFor({ code }: Advice, { image, gpus }: End, language: Language): Button | undefined {
  if (imageIsToBlame.has(code) && image !== null && gpus > 0) {
    return { label: words.check[language](image), line: formatLine(["gpu", "check", image]) };
  }
  if (imageIsToBlame.has(code) || code === "module_missing" || code === "command_missing") {
    return { label: words.images[language], line: "/gpu images" };
  }
  if (code === "node_failed") return { label: words.nodes[language], line: "/gpu nodes" };
  if (code === "quota_full" || code === "disk_full" || code === "log_gone") {
    return { label: words.disk[language], line: "/me disk" };
  }
  return undefined;
}
