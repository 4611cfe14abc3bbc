import { z } from "zod";
import { limitsOf } from "../../../policies/limits.ts";
import type { InputOf } from "../../../protocol/action.ts";
import { type gpuJob, imageChoiceSchema, imageText, scriptNoteSchema } from "../../../protocol/actions/gpu.ts";
import { accepted, type Outcome, refused } from "../../../protocol/refusal.ts";
import type { Job } from "../../runner.ts";
import { locateImage } from "../../slurm/fetch.ts";
import { homeOf } from "../../slurm/home.ts";
import { knownOf } from "../../slurm/jobs.ts";
import { fitted, roomIn, tooMuch } from "../../slurm/partition.ts";
import { batchScript } from "../../slurm/script/batch.ts";
import type { Asked } from "../../slurm/script/directives.ts";
import { placeWork } from "../../slurm/script/place.ts";
import type { GpuHost } from "./host.ts";

const asked = { gpus: z.int(), cpus: z.int(), memoryMiB: z.int(), minutes: z.int() };

export const planSchema = z.strictObject({
  grant: z.string(),
  image: imageChoiceSchema.nullable(),
  /** For people. */
  imageText: z.string().nullable(),
  name: z.string(),
  ...asked,
  folder: z.string(),
  /** What Slurm is given. */
  script: z.string(),
  write: z.strictObject({ path: z.string(), base64: z.string() }).nullable(),
  notes: z.array(scriptNoteSchema),
  /** What the person may use at once; kept in step in Slurm. */
  mostGpus: z.int(),
});
export type Plan = z.infer<typeof planSchema>;

/**
 * Looks at script, image and partition. A script's own lines count within what the person and the partition allow: the
 * policy was asked about what was typed, so no line may ask for more GPUs than that person's limit.
 */
export async function planJob(host: GpuHost, input: InputOf<typeof gpuJob>, job: Job): Promise<Outcome<Plan>> {
  const { person, grant, signal } = job;
  const known = await knownOf(host.people, person);
  const typed = new Set(input.typed);
  const home = homeOf(host.exec, known, signal);
  const placed = await placeWork(input.work, { home, path: known.home, grant, typed });
  if (!placed.ok) return placed;
  const { running, folder, write, directives } = placed.value;
  const image = input.image ?? null;
  const sif = image === null ? accepted(null) : await locateImage(host, image, known, signal);
  if (!sif.ok) return sif;

  const room = await roomIn(host.client, host.config.partition);
  const mostGpus = limitsOf(person.roles, host.ownLimits(person, job.now())).gpus;
  const own = { ...directives.asked };
  const allowed = Math.max(input.gpus, mostGpus);
  if (own.gpus !== undefined && own.gpus > allowed) own.gpus = allowed;
  const { gpus, cpus, memoryMiB, minutes } = { ...input, ...own };
  const want: Asked = fitted({ gpus, cpus, memoryMiB, minutes }, room, new Set([...typed, ...Object.keys(own)]));
  const refusal = tooMuch(want, room);
  if (refusal !== undefined) return refused(refusal);
  return accepted({
    ...{ grant, image, imageText: image === null ? null : imageText(image), ...want, folder, write },
    name: input.name ?? directives.name ?? nameOf(input.work),
    script: batchScript({ running, sif: sif.value, apptainer: host.config.apptainer, folder }),
    notes: placed.value.notes.slice(0, 60),
    mostGpus: Math.max(mostGpus, input.gpus),
  });
}

function nameOf(work: InputOf<typeof gpuJob>["work"]): string {
  if (work.kind === "command") return work.command.slice(0, 40);
  return (work.kind === "attached" ? work.name : (work.path.split("/").at(-1) ?? "")).slice(0, 100);
}
