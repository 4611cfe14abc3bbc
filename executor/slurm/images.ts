import { lstat, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { accepted, type Outcome, refuse, refused } from "../../protocol/refusal.ts";
import { type GpuImage, gpuImageSchema } from "../../protocol/slurm.ts";
import type { Exec } from "../exec.ts";
import { replaceFile } from "../files/durable.ts";
import { lookAtSif } from "./sif.ts";

/** The department-tested images, by name. */
export interface Images {
  /** Throws where the list is not root's alone or is damaged: an image that somebody else named is not offered. */
  readonly list: () => Promise<readonly GpuImage[]>;
  readonly find: (name: string) => Promise<GpuImage | undefined>;
  /** The image as a job may use it now. Refused: image.unknown, and what its file is refused for. */
  readonly usable: (name: string, signal: AbortSignal) => Promise<Outcome<GpuImage>>;
  /** Offers it, in place of one of the same name. */
  readonly put: (image: GpuImage) => Promise<void>;
  /** Offers it no longer. */
  readonly remove: (name: string) => Promise<void>;
  /** Notes what a check found, if it is still offered and still the same file. */
  readonly tested: (
    image: GpuImage,
    found: Partial<Pick<GpuImage, "framework" | "cuda" | "testedAt">>,
  ) => Promise<void>;
}

const listSchema = z.strictObject({ images: z.array(gpuImageSchema).max(100) });

/** Keeps the list in FOLDER/images.json, which is read each time and replaced whole. */
export function createImages(exec: Pick<Exec, "run">, folder: string): Images {
  const file = join(folder, "images.json");
  let last: Promise<unknown> = Promise.resolve();

  const list = async (): Promise<readonly GpuImage[]> => {
    try {
      await mustBeRoots(folder);
      await mustBeRoots(file);
      return listSchema.parse(JSON.parse(await readFile(file, "utf8"))).images;
    } catch (cause) {
      if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return [];
      throw new Error(`reading the list of images ${file}`, { cause });
    }
  };
  /** One change after the other, each from what the one before left. */
  const change = (how: (images: readonly GpuImage[]) => readonly GpuImage[]): Promise<void> => {
    const next = last.then(async () => {
      const images = how(await list()).toSorted((a, b) => (a.name < b.name ? -1 : 1));
      const { handle } = await replaceFile(file, `${JSON.stringify(listSchema.parse({ images }), undefined, 2)}\n`);
      await handle.close();
    });
    last = next.catch(() => undefined);
    return next;
  };
  const find = async (name: string) => (await list()).find((image) => image.name === name);
  const without = (images: readonly GpuImage[], name: string) => images.filter((image) => image.name !== name);

  return {
    list,
    find,
    async usable(name, signal) {
      const image = await find(name);
      if (image === undefined) return refused(refuse("image.unknown", { name }));
      const looked = await lookAtSif(exec, image.path, signal);
      return looked.ok ? accepted(image) : looked;
    },
    put: (image) => change((images) => [...without(images, image.name), image]),
    remove: (name) => change((images) => without(images, name)),
    tested: (image, found) =>
      change((images) =>
        images.map((one) => (one.name === image.name && one.path === image.path ? { ...one, ...found } : one)),
      ),
  };
}

async function mustBeRoots(path: string): Promise<void> {
  const { uid, mode } = await lstat(path);
  if (uid !== 0 || (mode & 0o022) !== 0) throw new Error(`${path} can be changed by others than root`);
}
