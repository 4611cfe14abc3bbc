import { link, lstat, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { replaceFile, syncFolder } from "../../files/durable.ts";

/** The files of one template that is being taken in; docs/vm-hosts.md says what stands in the folder. */
export interface ShelfFiles {
  readonly image: string;
  readonly description: string;
  /** The copy, until it is known to be what it should be. */
  readonly part: string;
}

export const shelfFiles = (folder: string, name: string, grant: string): ShelfFiles => ({
  image: join(folder, `${name}.qcow2`),
  description: join(folder, `${name}.json`),
  part: join(folder, `.${grant}.part`),
});

/** Whether an image of that name stands there, in any case of its letters, and whether it is offered. */
export async function standing(folder: string, name: string): Promise<"free" | "offered" | "retired"> {
  const files = (await readdir(folder)).map((file) => file.toLowerCase());
  if (!files.includes(`${name}.qcow2`)) return "free";
  return files.includes(`${name}.json`) ? "offered" : "retired";
}

const ownSchema = z.object({ grant: z.string() });

/** Whether the description was written by that job. */
export async function isFrom(description: string, grant: string): Promise<boolean> {
  try {
    return ownSchema.parse(JSON.parse(await readFile(description, "utf8"))).grant === grant;
  } catch {
    return false;
  }
}

/** Puts the copy in its place, which must be free or already hold it, and then says what it is. */
export async function offer(
  folder: string,
  files: ShelfFiles,
  about: Readonly<Record<string, unknown>> & { readonly grant: string },
): Promise<void> {
  if (await isFrom(files.description, about.grant)) return rm(files.part, { force: true });
  await link(files.part, files.image).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST" || !(await isSame(files.part, files.image))) throw error;
  });
  await syncFolder(folder);
  const { handle } = await replaceFile(files.description, `${JSON.stringify(about, undefined, 2)}\n`);
  await handle.close();
  await rm(files.part, { force: true });
}

/** Takes back what `offer` did for that job, and nothing that another has put there. */
export async function unoffer(folder: string, files: ShelfFiles, grant: string): Promise<void> {
  const isOurs = await isSame(files.part, files.image);
  if (await isFrom(files.description, grant)) await rm(files.description, { force: true });
  if (isOurs) await rm(files.image, { force: true });
  await syncFolder(folder);
}

async function isSame(a: string, b: string): Promise<boolean> {
  try {
    const [one, other] = await Promise.all([lstat(a, { bigint: true }), lstat(b, { bigint: true })]);
    return one.ino === other.ino && one.dev === other.dev;
  } catch {
    return false;
  }
}

/** An image without NAME.json is not offered: the description is moved aside, and the image stays as it is. */
export const retiredOf = (description: string): string => `${description}.retired`;

export async function move(folder: string, from: string, to: string): Promise<void> {
  await rename(from, to).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
  });
  await syncFolder(folder);
}
