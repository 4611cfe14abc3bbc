import { lstat, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { distance } from "fastest-levenshtein";
import { z } from "zod";
import type { InventoryTemplate } from "../../../protocol/messages.ts";
import type { Exec } from "../../exec.ts";
import { type ImageInfo, readImage } from "./image.ts";

export interface Template {
  /** As the catalogue names it: lower case. */
  readonly name: string;
  readonly path: string;
  readonly title: InventoryTemplate["title"];
}

export interface Templates {
  readonly list: () => Promise<readonly Template[]>;
  /** Finds one without regard to case. */
  readonly find: (name: string) => Promise<Template | undefined>;
  /** The catalogue's names that look most like this one. */
  readonly near: (name: string) => Promise<readonly string[]>;
  /** What is in its image. */
  readonly image: (template: Template) => Promise<ImageInfo>;
}

/** NAME.json beside NAME.qcow2; more may stand in it. */
const descriptionSchema = z.object({ title: z.object({ ja: z.string().min(1), en: z.string().min(1) }) });

/** What was found out about an image holds as long as it is the same file, and no longer than that, in ms. */
const keepMs = 60_000;

/** The catalogue: every NAME.qcow2 of a folder that has a NAME.json. Nothing here is ever written. */
export function createTemplates(exec: Exec, folder: string): Templates {
  const images = new Map<string, { readonly stamp: string; readonly until: number; readonly info: ImageInfo }>();
  const list = async (): Promise<readonly Template[]> => {
    const names = (await readdir(folder)).filter((file) => file.endsWith(".qcow2")).map((file) => file.slice(0, -6));
    const found = await Promise.all(names.toSorted().map((name) => describe(folder, name)));
    const once = new Map(found.flat().map((template) => [template.name, template]));
    return [...once.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
  };
  return {
    list,
    find: async (name) => (await list()).find((template) => template.name === name.toLowerCase()),
    async near(name) {
      const close = (await list()).map((each) => ({ name: each.name, far: distance(each.name, name.toLowerCase()) }));
      const near = close.filter(({ far, name: each }) => far <= Math.max(2, each.length / 3));
      return near
        .toSorted((a, b) => a.far - b.far)
        .slice(0, 3)
        .map((each) => each.name);
    },
    async image({ path }) {
      const { dev, ino, size, mtimeNs } = await lstat(path, { bigint: true });
      const stamp = `${dev} ${ino} ${size} ${mtimeNs}`;
      const known = images.get(path);
      if (known?.stamp === stamp && known.until > performance.now()) return known.info;
      const info = await readImage(exec, path);
      images.set(path, { stamp, until: performance.now() + keepMs, info });
      return info;
    },
  };
}

/** Only regular files: a link may lead anywhere tomorrow. */
async function describe(folder: string, name: string): Promise<Template[]> {
  const path = join(folder, `${name}.qcow2`);
  if (!(await lstat(path)).isFile()) return [];
  try {
    const { title } = descriptionSchema.parse(JSON.parse(await readFile(join(folder, `${name}.json`), "utf8")));
    return [{ name: name.toLowerCase(), path, title }];
  } catch {
    return []; // Without a description it is not in the catalogue (yet).
  }
}
