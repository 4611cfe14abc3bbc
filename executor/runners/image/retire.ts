import { z } from "zod";
import { noUse } from "../../../policies/facts.ts";
import { gpuImageRetire } from "../../../protocol/actions/gpu-look.ts";
import { accepted, refuse, refused } from "../../../protocol/refusal.ts";
import { gpuImageSchema } from "../../../protocol/slurm.ts";
import { type AnyRunner, defineRunner } from "../../runner.ts";
import type { ImageHost } from "./add.ts";

const planSchema = z.strictObject({ image: gpuImageSchema });

/** Offers an image no longer. Jobs that run in it go on: its file is not touched. */
export const retireImageRunner = ({ name: host, images }: ImageHost): AnyRunner =>
  defineRunner<typeof gpuImageRetire, z.infer<typeof planSchema>>({
    action: gpuImageRetire,
    facts: () => Promise.resolve({ target: undefined, use: noUse, host: undefined }),
    plan: async ({ name }) => {
      const image = await images.find(name);
      return image === undefined ? refused(refuse("image.unknown", { name })) : accepted({ image });
    },
    planSchema,
    steps: {
      list: {
        do: ({ image }) => images.remove(image.name),
        undo: async ({ image }) => {
          if ((await images.find(image.name)) === undefined) await images.put(image);
        },
        probe: async ({ image }) => (await images.find(image.name)) === undefined,
      },
    },
    pointOfNoReturn: "list",
    cancelledLate: "carryOn",
    result: ({ image }) => Promise.resolve({ host, image }),
  });
