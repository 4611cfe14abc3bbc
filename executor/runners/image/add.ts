import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { noUse } from "../../../policies/facts.ts";
import type { InputOf } from "../../../protocol/action.ts";
import { gpuImageAdd } from "../../../protocol/actions/gpu-look.ts";
import { accepted, type Outcome, refuse, refused } from "../../../protocol/refusal.ts";
import { type GpuImage, gpuImageSchema } from "../../../protocol/slurm.ts";
import type { Exec } from "../../exec.ts";
import { type AnyRunner, defineRunner, type Job } from "../../runner.ts";
import type { Images } from "../../slurm/images.ts";
import { describeSif, lookAtSif } from "../../slurm/sif.ts";

/** What runners of images are made with. */
export interface ImageHost {
  readonly name: string;
  readonly exec: Pick<Exec, "run">;
  readonly images: Images;
}

const planSchema = z.strictObject({
  image: gpuImageSchema,
  /** What was offered by that name before. */
  before: gpuImageSchema.nullable(),
});

/** A large image on a slow disk is looked into before the host's planning lock is taken. */
const looked = new WeakMap<Job, Outcome<GpuImage>>();

/** Offers a sif by name. Who may change it is looked at now, and again whenever a job uses it. */
export const addImageRunner = (host: ImageHost): AnyRunner =>
  defineRunner<typeof gpuImageAdd, z.infer<typeof planSchema>>({
    action: gpuImageAdd,
    prepare: async (input, job) => {
      looked.set(job, await look(host, input, job.signal));
    },
    facts: () => Promise.resolve({ target: undefined, use: noUse, host: undefined }),
    plan: async (input, job) => {
      const image = looked.get(job) ?? (await look(host, input, job.signal));
      if (!image.ok) return image;
      return accepted({ image: image.value, before: (await host.images.find(input.name)) ?? null });
    },
    planSchema,
    steps: {
      list: {
        do: ({ image }) => host.images.put(image),
        undo: async ({ image, before }) => {
          if (!isDeepStrictEqual(await host.images.find(image.name), image)) return;
          await (before === null ? host.images.remove(image.name) : host.images.put(before));
        },
        probe: async ({ image }) => isDeepStrictEqual(await host.images.find(image.name), image),
      },
    },
    pointOfNoReturn: "list",
    cancelledLate: "carryOn",
    result: ({ image }) => Promise.resolve({ host: host.name, image }),
  });

/** Refused: what its file is refused for, image.not_sif. */
async function look(
  { exec }: ImageHost,
  { name, title, path }: InputOf<typeof gpuImageAdd>,
  signal: AbortSignal,
): Promise<Outcome<GpuImage>> {
  const bytes = await lookAtSif(exec, path, signal);
  if (!bytes.ok) return bytes;
  const about = await describeSif(exec, path, signal);
  if (about === undefined) return refused(refuse("image.not_sif", { path: path.slice(0, 200) }));
  return accepted({ name, title, path, ...about, bytes: bytes.value, testedAt: null });
}
