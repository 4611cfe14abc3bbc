import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { withLock } from "../lock.ts";
import { CACHE_ROOT } from "../paths.ts";
import { addBootFiles, makeDisk } from "./boot-disk.ts";
import { candidateVersions, type PackageVersions, unpackPackages } from "./packages.ts";
import { RECIPE } from "./recipe.ts";
import { GUEST_FILES, makeRootTree } from "./tree.ts";

const TEMPLATES = join(CACHE_ROOT, "templates");
const APT_LISTS = "/var/lib/apt/lists";

/** Which build stands for this recipe while apt's package lists are those of that moment. */
const Current = z.object({ lists: z.number(), key: z.string() });

/** Gives the folder that holds tiny.qcow2 and tiny.json, building them when they are not in the cache (10 to 20 s). */
export async function ensureTemplate(): Promise<string> {
  const recipe = await recipeHash();
  const known = await readCurrent(recipe);
  if (known !== undefined && known.lists === (await listsStamp())) return join(TEMPLATES, known.key);
  return await withLock(join(TEMPLATES, ".lock"), async () => await findOrBuild(recipe));
}

/** Names one build: the same recipe from the same packages has the same key, in whatever order they are listed. */
export function templateKey(recipe: string, versions: PackageVersions): string {
  const packages = Object.entries(versions).map(([name, version]) => `${name}=${version}`);
  const hash = createHash("sha256").update([recipe, ...packages.sort()].join("\n"));
  return `${RECIPE.name}-${hash.digest("hex").slice(0, 16)}`;
}

async function findOrBuild(recipe: string): Promise<string> {
  const lists = await listsStamp();
  const known = await readCurrent(recipe);
  if (known !== undefined && known.lists === lists) return join(TEMPLATES, known.key);
  const versions = await candidateVersions().catch((error: unknown) => {
    // Without apt's lists an older build of the same recipe still serves.
    if (known !== undefined) return undefined;
    throw error;
  });
  const key = versions === undefined ? known?.key : templateKey(recipe, versions);
  if (key === undefined) throw new Error("building the template: no package versions");
  const folder = join(TEMPLATES, key);
  if (versions !== undefined && !(await exists(join(folder, "tiny.json")))) await build(versions, folder);
  await writeFile(currentFile(recipe), JSON.stringify({ lists, key }));
  return folder;
}

async function build(versions: PackageVersions, folder: string): Promise<void> {
  await sweepCache();
  const work = await mkdtemp(join(TEMPLATES, "build-"));
  try {
    const kernel = Object.keys(versions)
      .find((name) => name.startsWith("linux-image-"))
      ?.slice("linux-image-".length);
    if (kernel === undefined) throw new Error("building the template: no kernel among its packages");
    const [packages, root, result] = [join(work, "packages"), join(work, "root"), join(work, "result")];
    await unpackPackages(versions, packages);
    await makeRootTree(packages, kernel, root);
    await addBootFiles(packages, kernel, root, work);
    await mkdir(result);
    await makeDisk(root, work, join(result, "tiny.qcow2"));
    await writeFile(join(result, "tiny.json"), `${JSON.stringify(description(), undefined, 2)}\n`);
    await rm(folder, { recursive: true, force: true });
    await rename(result, folder);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

const OLD_MS = 14 * 24 * 3600 * 1000;

// Under the lock: a build folder that is there belongs to a build that was killed. Labs hold copies of their own.
async function sweepCache(): Promise<void> {
  for (const name of await readdir(TEMPLATES)) {
    const path = join(TEMPLATES, name);
    const isOld = Date.now() - (await stat(path)).mtimeMs > OLD_MS;
    if (name.startsWith("build-") || (isOld && !name.startsWith("."))) await rm(path, { recursive: true, force: true });
  }
}

function description(): Record<string, unknown> {
  return {
    name: RECIPE.name,
    title: RECIPE.title,
    osinfo: RECIPE.osinfo,
    minimumDiskBytes: RECIPE.diskBytes,
    defaultUser: "self",
    virtualSizeBytes: RECIPE.diskBytes,
  };
}

async function recipeHash(): Promise<string> {
  const hash = createHash("sha256").update(JSON.stringify(RECIPE));
  for (const name of (await readdir(GUEST_FILES)).sort()) {
    hash.update(`\0${name}\0`).update(await readFile(join(GUEST_FILES, name)));
  }
  return hash.digest("hex").slice(0, 16);
}

function currentFile(recipe: string): string {
  return join(TEMPLATES, `current-${recipe}.json`);
}

async function readCurrent(recipe: string): Promise<z.infer<typeof Current> | undefined> {
  const text = await readFile(currentFile(recipe), "utf8").catch(() => undefined);
  const parsed = text === undefined ? undefined : Current.safeParse(parseJson(text));
  if (parsed?.success !== true) return undefined;
  return (await exists(join(TEMPLATES, parsed.data.key, "tiny.json"))) ? parsed.data : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function listsStamp(): Promise<number> {
  await mkdir(TEMPLATES, { recursive: true });
  return await stat(APT_LISTS).then(
    (lists) => Math.round(lists.mtimeMs),
    () => 0,
  );
}

async function exists(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  );
}
