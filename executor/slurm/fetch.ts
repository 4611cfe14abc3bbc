import { createHash } from "node:crypto";
import { type ImageChoice, imageText } from "../../protocol/actions/gpu.ts";
import { accepted, type Outcome, refuse, refused } from "../../protocol/refusal.ts";
import type { Exec } from "../exec.ts";
import type { Known } from "../facts.ts";
import { StepFailure } from "../runner.ts";
import { mine } from "../runners/backup/mine.ts";
import { homeOf } from "./home.ts";
import type { Images } from "./images.ts";

/** Where sifs made of a registry's images are kept, below the person's home. */
const folder = "gpu-images";
const pullMs = 50 * 60_000;

interface FetchTools {
  readonly exec: Exec;
  /** undefined: this cluster offers none by name. */
  readonly images: Pick<Images, "usable"> | undefined;
}

/** Where an image's sif is, or will be once it was made. Refused: image.unknown, image.own_missing, what `usable` refuses. */
export async function locateImage(
  { exec, images }: FetchTools,
  image: ImageChoice,
  person: Known,
  signal: AbortSignal,
): Promise<Outcome<string>> {
  if (image.kind === "registry") return accepted(`${person.home}/${kept(image.reference)}`);
  if (image.kind === "listed") {
    if (images === undefined) return refused(refuse("image.unknown", { name: image.name }));
    const found = await images.usable(image.name, signal);
    return found.ok ? accepted(found.value.path) : found;
  }
  const found = await homeOf(exec, person, signal).stat(image.path);
  if (found?.kind === "f") return accepted(`${person.home}/${image.path}`);
  return refused(refuse("image.own_missing", { path: imageText(image).slice(0, 200) }));
}

/** nvcr.io/nvidia/pytorch:24.05 → gpu-images/pytorch-24.05-0f3a….sif; a digest's reference never changes its image. */
function kept(reference: string): string {
  const readable = (reference.split("/").at(-1) ?? "").replaceAll(/[^\w.]+/gu, "-").slice(0, 60);
  return `${folder}/${readable}-${createHash("sha256").update(reference).digest("hex").slice(0, 12)}.sif`;
}

/** Whether the sif is there. One that administrators offer is looked at when it is located. */
export async function isFetched(exec: Exec, image: ImageChoice, person: Known, signal: AbortSignal): Promise<boolean> {
  if (image.kind === "listed") return true;
  const path = image.kind === "own" ? image.path : kept(image.reference);
  return (await homeOf(exec, person, signal).stat(path))?.kind === "f";
}

/** Makes a sif of a registry's image, as the person, in their own home and on their own quota. */
export async function fetchImage(
  exec: Exec,
  image: ImageChoice,
  person: Known,
  { grant, signal }: { readonly grant: string; readonly signal: AbortSignal },
): Promise<void> {
  if (image.kind !== "registry" || (await isFetched(exec, image, person, signal))) return;
  const home = homeOf(exec, person, signal);
  await home.folder(folder);
  const making = `${folder}/.${grant}.sif`;
  const ran = await exec.run("apptainer", ["-s", "pull", "--force", `${person.home}/${making}`, imageText(image)], {
    ...{ timeoutMs: pullMs, maxOutput: 4 * 1024 * 1024, as: person, signal },
  });
  if (ran.exitCode !== 0) {
    await home.run("rm", ["-f", "--", `${mine}/${making}`]);
    if (/no space left|quota exceeded/iu.test(ran.stderr)) throw new StepFailure("gpu.home_full", "pulling an image");
    throw new StepFailure("image.pull", ran.stderr.trim().split("\n").slice(-3).join(" ").slice(0, 300));
  }
  await home.run("mv", ["-T", "--", `${mine}/${making}`, `${mine}/${kept(image.reference)}`]);
}
