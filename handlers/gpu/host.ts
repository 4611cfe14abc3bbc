import type { ActionName } from "../../protocol/catalogue.ts";
import { type Outcome, refuse } from "../../protocol/refusal.ts";
import type { GpuImage } from "../../protocol/slurm.ts";
import { hostOffering } from "../kit/directory.ts";
import type { Context } from "../kit/ports.ts";

/** The host of the cluster's controller that offers this. Refused: gpu.nowhere, host.silent. */
export const clusterHost = (context: Context, action: ActionName): Outcome<string> =>
  hostOffering(context, action, undefined, () => refuse("gpu.nowhere"));

/** The department-tested images, each once, as the controllers told them last. */
export function imagesKnown(context: Context): readonly GpuImage[] {
  const all = context.directory.hosts().flatMap(({ inventory }) => inventory.slurm?.images ?? []);
  return all.filter((image, index) => all.findIndex(({ name }) => name === image.name) === index);
}
